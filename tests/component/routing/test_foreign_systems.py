"""Legs handled by systems of others, on the real broker and store, with a real HTTP server and a real folder."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.contracts.events.lifecycle import Registered
from services.ops.systems import SystemsSettings, opened_systems
from tests.component.routing.conftest import TOKEN_SECRET, Rig
from tests.component.routing.foreign_software import (
    LandSoftware,
    Mode,
    TaxSoftware,
    about,
    catalogue_with_systems,
    until,
)
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
        for code in dossiers:
            await self.rig.send(
                lifecycle(1, snapshot(Registered, code=code), code), lifecycle(2, snapshot(code=code), code)
            )

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


@pytest.fixture
async def border(rig: Rig, tmp_path: Path) -> AsyncIterator[Border]:
    folder = tmp_path / "systems"
    tax = TaxSoftware(b"")
    await tax.start()
    settings = {
        "catalogue_dir": catalogue_with_systems(tmp_path),
        "systems_dir": str(folder),
        "system_networks": LOOPBACK,
        "delivery_seconds": "0.1",
    }
    border = Border(rig, settings, tax, LandSoftware(b"", folder))
    await border.connect()
    yield border
    await tax.stop()


async def test_an_outage_of_either_system_queues_and_resumes(border: Border) -> None:
    """No folder, no server, errors, silence, lost answers: all messages arrive; only a lost answer repeats one."""
    dossiers = codes(12)
    border.land.folder.write_text("a file where the folder should be")
    await border.tax.stop()
    await border.rig.start(**border.settings)
    await border.accept(*dossiers)
    await border.until_failing("land")
    border.land.folder.unlink()
    await until(lambda: border.land.fetch() == len(dossiers))
    border.finish("appraise", *dossiers)
    await border.until_failing("tax")
    modes: tuple[Mode, ...] = ("failing", "hanging", "deaf")
    for mode in modes:
        border.tax.mode = mode
        await border.tax.stop()
        await border.tax.start()
        await until(lambda mode=mode: border.tax.tried[mode] > 0)  # type: ignore[misc] # mypy knows no default in a lambda
    border.tax.mode = "good"
    await until(lambda: len(border.tax.told) == len(dossiers))
    await _reply_twice(border, dossiers)
    assert max(border.land.heard.values()) == 1
    repeated = sum(border.tax.heard.values()) - len(border.tax.heard)
    assert (len(border.tax.heard), repeated) == (len(dossiers), border.tax.tried["deaf"])
    assert (await border.state("tax"), await border.state("land")) == (("ready", 0), ("ready", 0))
    assert await border.rig.letters() == []


async def _reply_twice(border: Border, dossiers: list[str]) -> None:
    """The tax software's callbacks, each twice, become reports that work once."""
    async with border.rig.client(TAX) as client:
        for code in dossiers:
            facts = about(border.tax.told[code]) | {"amount_vnd": 900, "notice": f"TB-{code[-4:]}"}
            statuses = [await border.tax.reply(client, f"n-{code}", "tax.notice_issued", facts) for _ in range(2)]
            assert statuses == [202, 202]
        for code in dossiers:
            told = await border.rig.until_told(code, "obligation.notified")
            assert [event.kind for event in told].count("obligation.notified") == 1
            assert "report.rejected" not in [event.kind for event in told]
        route = (await client.get(f"/v1/routes/{dossiers[0]}")).json()
    appraised, taxed = route["legs"][0]["attempts"][0], route["legs"][1]["attempts"][0]
    assert appraised["handoffs"][0]["report"] == f"land:f-{dossiers[0]}-appraise"
    assert taxed["handoffs"][0]["verification"]["keyid"] == f"key-{TAX}"


async def test_a_killed_process_loses_no_hand_over(border: Border) -> None:
    """SIGKILL while the tax software hangs: the next process goes on when the lease is over."""
    dossiers = codes(20)
    async with routing_process(border) as process:
        await border.accept(*dossiers)
        await until(lambda: border.land.fetch() == len(dossiers))
        border.tax.mode = "hanging"
        border.finish("appraise", *dossiers)
        await until(lambda: border.tax.tried["hanging"] > 0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    border.tax.mode = "good"
    await border.rig.start(**border.settings)
    await until(lambda: len(border.tax.told) == len(dossiers))
    assert set(border.tax.told) == set(dossiers)
    assert max(border.tax.heard.values()) == 1


async def test_a_reply_that_is_wrong_lies_beside_its_reason(border: Border) -> None:
    """The sender finds both in rejected/, without any of the contents."""
    await border.rig.start(**border.settings)
    border.land.secret = b"of somebody else"
    border.land.reply("r-1", "documents.document_finished", {"code": codes(1)[0], "leg": "appraise", "attempt": 1})
    rejected = border.land.folder / "land" / "in" / "rejected"
    await until((rejected / "r-1.json").exists)
    assert (rejected / "r-1.reason").read_text() == '{"reason":"reply_signature_bad","field":null}'


@asynccontextmanager
async def routing_process(border: Border) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m services.routing`, killed at the end whatever it is doing."""
    rig = border.rig
    variables = {
        "LIENTHONG_KAFKA_BOOTSTRAP": rig.platform.kafka,
        "LIENTHONG_STORE_URL": rig.platform.store_url,
        "LIENTHONG_NAMESPACE": rig.namespace,
        "LIENTHONG_TOKEN_SECRET": TOKEN_SECRET,
        "LIENTHONG_CREDENTIAL_KEYS": RING,
        "LIENTHONG_HTTP_PORT": "0",
        "LIENTHONG_SWEEP_SECONDS": "0.5",
    } | {f"LIENTHONG_{name.upper()}": value for name, value in border.settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.routing", env=os.environ | variables, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
