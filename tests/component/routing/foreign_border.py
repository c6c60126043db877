"""Routing between a tax office behind HTTP and a land office behind a folder, on the real broker and store."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.contracts.events.lifecycle import Registered
from services.ops.systems import SystemsSettings, opened_systems
from tests.component.routing.conftest import Rig
from tests.component.routing.foreign_software import LandSoftware, TaxSoftware, about, catalogue_with_systems, until
from tests.unit.routing.signed import LAND, RING, TAX, lifecycle, snapshot

LOOPBACK = "127.0.0.0/8"


def codes(count: int) -> list[str]:
    return [f"H90.01-240506-{number:04d}" for number in range(1, count + 1)]


@dataclass
class Border:
    """Routing, and both systems connected to it."""

    rig: Rig
    settings: dict[str, Any]
    tax: TaxSoftware
    land: LandSoftware

    async def accept(self, *dossiers: str) -> None:
        """Filed, then received at the desk, each."""
        filed = [lifecycle(1, snapshot(Registered, code=code), code) for code in dossiers]
        received = [lifecycle(2, snapshot(code=code), code) for code in dossiers]
        await self.rig.send_all([*filed, *received])

    async def state(self, system: str) -> tuple[str, int]:
        """Of the line, and how many messages wait."""
        async with opened_systems(self._systems()) as systems:
            reports = {report.system.id: report for report in await systems.list_all()}
        return reports[system].state, reports[system].waiting.messages

    async def until_failing(self, system: str) -> None:
        async def there() -> bool:
            return (await self.state(system))[0] in ("failing", "open_circuit")

        await until(there)

    async def connect(self) -> None:
        async with opened_systems(self._systems()) as systems:
            address = f"http://127.0.0.1:{self.tax.port}/lien-thong"
            self.tax.secret = await systems.connect("tax", f"key-{TAX}", address, None)
            self.land.secret = await systems.connect("land", f"key-{LAND}", None, None)

    def finish(self, leg: str, *dossiers: str) -> None:
        """The land office's software does a leg of each."""
        for code in dossiers:
            self.land.reply(f"f-{code}-{leg}", "documents.document_finished", about(self.land.told[f"{code}/{leg}"]))

    def _systems(self) -> SystemsSettings:
        return SystemsSettings(
            store_url=self.rig.platform.store_url,
            namespace=self.rig.namespace,
            catalogue_dir=self.settings["catalogue_dir"],
            system_networks=LOOPBACK,
            credential_keys=RING,
        )


@asynccontextmanager
async def bordering(rig: Rig, folder: Path) -> AsyncIterator[Border]:
    """Both systems are there and connected; routing is not started yet."""
    tax = TaxSoftware(b"")
    await tax.start()
    settings = {
        "catalogue_dir": catalogue_with_systems(folder),
        "systems_dir": str(folder / "systems"),
        "system_networks": LOOPBACK,
        "delivery_seconds": "0.1",
    }
    border = Border(rig, settings, tax, LandSoftware(b"", folder / "systems"))
    await border.connect()
    yield border
    await tax.stop()


@asynccontextmanager
async def routing_process(border: Border) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m services.routing`, killed at the end whatever it is doing."""
    rig = border.rig
    variables = rig.variables(**{name: str(value) for name, value in border.settings.items()})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.routing", env=os.environ | variables, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
