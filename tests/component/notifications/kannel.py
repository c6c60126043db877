"""A real Kannel (bearerbox, smsbox) before its fake message centre, as processes of their own."""

import asyncio
import os
import re
import shutil
import sqlite3
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import pytest

from services.ops.ports import free_port
from services.ops.written_lines import written_lines

__all__ = ["Kannel", "open_kannel"]

_CONFIGURATION: Final = Path(__file__).parents[3] / "deploy" / "kannel" / "kannel.conf"
_FAKE_CENTRE: Final = Path("/usr/lib/kannel/test/fakesmsc")
_TABLE: Final = (
    "CREATE TABLE dlr (smsc TEXT, ts TEXT, destination TEXT, source TEXT, service TEXT, url TEXT, mask INTEGER,"
    " status INTEGER, boxc TEXT)"
)
_GOT: Final = "Got message"
_CODE: Final = re.compile(rb"Ho so (H[0-9.]+-\d{6}-\d{5}) ")
_NAMES: Final = ("admin port", "box port", "centre port", "sendsms port")


@dataclass
class Kannel:
    """`got` is what its message centre was given: the judge of every test."""

    home: Path
    ports: Mapping[str, int]
    secret: str
    processes: dict[str, Process] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['sendsms port']}"

    async def start(self) -> None:
        await self.bearerbox()
        await self.others()

    async def bearerbox(self) -> None:
        """Alone: it takes up what its store holds, and nobody can give it more yet."""
        await self._run("bearerbox", "bearerbox", "-v", "4", "kannel.conf", port="box port")

    async def others(self) -> None:
        await self._run("smsbox", "smsbox", "-v", "4", "kannel.conf", port="sendsms port")
        await self.centre()

    async def left_by_centre(self) -> None:
        """Return once the message centre has read what its dead bearerbox had written to it, and ended."""
        async with asyncio.timeout(60):
            await self.processes.pop("centre").wait()

    async def misses_centre(self) -> bool:
        """Whether bearerbox has noticed that its message centre is gone: what it writes to a dead one is lost."""
        url = f"http://127.0.0.1:{self.ports['admin port']}/status.txt"
        async with httpx.AsyncClient(timeout=60) as client:
            status = await client.get(url, params={"password": self.secret})
        return "re-connecting" in status.text

    def stored(self) -> list[str]:
        """The dossier code in each message of bearerbox's store: all that it was given, since its start the rest."""
        return [code.decode() for code in _CODE.findall((self.home / "store").read_bytes())]

    async def centre(self, *writes: str) -> None:
        """Connect a message centre; each of `writes` is `from to text words`, sent once."""
        await self.kill("centre")
        port, texts = str(self.ports["centre port"]), writes or ("0 0 text -",)
        arguments = ("-H", "127.0.0.1", "-r", port, "-i", "0.1", "-m", str(len(writes)), *texts)
        await self._run("centre", str(_FAKE_CENTRE), *arguments)

    async def kill(self, *names: str) -> None:
        """With SIGKILL."""
        for name in names or tuple(self.processes):
            process = self.processes.pop(name, None)
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()

    def got(self) -> list[str]:
        return [line for line in map(bytes.decode, written_lines(self.home / "centre.out")) if _GOT in line]

    async def _run(self, name: str, *command: str, port: str | None = None) -> None:
        with (self.home / f"{name}.out").open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=self.home, stdin=DEVNULL, stdout=out, stderr=out
            )
        self.processes[name] = process
        if port is not None:
            await _listening(self.ports[port])


def open_kannel(home: Path, secret: str, incoming: str) -> Kannel:
    """Configured as the example of deploy; without Kannel the test is skipped, in CI it fails."""
    if shutil.which("bearerbox") is None or not _FAKE_CENTRE.exists():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no Kannel: install kannel and kannel-extras")
    kannel = Kannel(home, {name: free_port() for name in _NAMES}, secret)
    told = {**kannel.ports, "directory": home, "secret": secret, "admin password": secret, "incoming address": incoming}
    text = _CONFIGURATION.read_text().replace("http-queue-delay = 10", "http-queue-delay = 1")
    # What the store was given stays readable for the length of a test.
    text = text.replace("store-type = file", "store-type = file\nstore-dump-freq = 3600")
    for name, value in told.items():
        text = text.replace(f"<{name}>", str(value))
    (home / "kannel.conf").write_text(text)
    with sqlite3.connect(home / "receipts.db") as database:
        database.execute(_TABLE)
    return kannel


async def _listening(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
