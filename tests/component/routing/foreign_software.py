"""Systems of others as they are met outside: one behind a real HTTP server that fails in every way, one at a folder."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
import orjson

from services.kernel.times import utc_now
from services.runtime.delivery import Message, signature_of
from services.runtime.delivery.drop_folder import DropFolder
from tests.component.routing.conftest import wait_for

CATALOGUE = Path(__file__).parents[3] / "deploy/catalogue"
# Tax waits longer than a busy machine keeps an answer back: one that comes later is taken for lost, and sent again.
SYSTEMS = """\
systems:
  - id: tax
    kind: tax
    name: {vi: Thuế, en: Tax}
    agencies: [H90.30.01]
    transport: http
    timeout_seconds: 6
    at_once: 32
    retry: &retry {first_seconds: 1, longest_seconds: 1, trips_after: 2}
  - id: land
    kind: documents
    name: {vi: Đất đai, en: Land}
    agencies: [H90.20.01]
    transport: file
    timeout_seconds: 30
    at_once: 8
    retry: *retry
"""
Mode = Literal["good", "failing", "hanging", "deaf"]


def catalogue_with_systems(folder: Path) -> str:
    """The shipped catalogue, with systems for the agencies of the land dossier."""
    copied = folder / "catalogue"
    shutil.copytree(CATALOGUE, copied)
    (copied / "systems.yaml").write_text(SYSTEMS)
    return str(copied)


def about(told: Any) -> dict[str, Any]:
    """Which leg a message is about, as its reply names it."""
    return {name: told["data"][name] for name in ("code", "leg", "attempt")}


def body(type_: str, facts: dict[str, Any]) -> bytes:
    return orjson.dumps({"type": type_, "timestamp": utc_now().isoformat(), "data": facts})


@dataclass
class TaxSoftware:
    """Knows messages by their id. `deaf` takes a message and hangs up without an answer."""

    secret: bytes
    mode: Mode = "good"
    heard: Counter[str] = field(default_factory=Counter)
    told: dict[str, Any] = field(default_factory=dict)
    tried: Counter[Mode] = field(default_factory=Counter)
    port: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """At the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode().split("\r\n")[1:]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        content = await reader.readexactly(int(headers["content-length"]))
        self.tried[self.mode] += 1
        if self.mode == "hanging":
            await reader.read()
        elif self.mode == "failing":
            writer.write(b"HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n")
        else:
            self._take(headers, content)
            if self.mode == "good":
                writer.write(b"HTTP/1.1 204 Taken\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    def _take(self, headers: dict[str, str], content: bytes) -> None:
        id_, timestamp = headers["webhook-id"], int(headers["webhook-timestamp"])
        assert headers["webhook-signature"] == signature_of(self.secret, Message(id_, content), timestamp)
        self.heard[id_] += 1
        self.told.setdefault(orjson.loads(content)["data"]["code"], orjson.loads(content))

    async def reply(self, client: httpx.AsyncClient, id_: str, type_: str, facts: dict[str, Any]) -> int:
        """A signed callback; returns the status."""
        content, timestamp = body(type_, facts), int(utc_now().timestamp())
        headers = {
            "webhook-id": id_,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature_of(self.secret, Message(id_, content), timestamp),
        }
        return (await client.post("/v1/systems/tax/replies", content=content, headers=headers)).status_code


@dataclass
class LandSoftware:
    """Takes files away from `out`, leaves signed ones in `in`."""

    secret: bytes
    folder: Path
    told: dict[str, Any] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)

    def fetch(self) -> int:
        """Take away what is there; return how many legs were handed over so far."""
        for file in list(DropFolder(self.folder / "land" / "out").files()):
            content = orjson.loads(file.read())
            message = Message(content["id"], content["body"].encode())
            assert content["signature"] == signature_of(self.secret, message, content["timestamp"])
            self.heard[content["id"]] += 1
            told = orjson.loads(content["body"])
            self.told.setdefault(f"{told['data']['code']}/{told['data']['leg']}", told)
            file.accept()
        return len(self.told)

    def reply(self, id_: str, type_: str, facts: dict[str, Any]) -> None:
        content, timestamp = body(type_, facts), int(utc_now().timestamp())
        signature = signature_of(self.secret, Message(id_, content), timestamp)
        file = {"id": id_, "timestamp": timestamp, "signature": signature, "body": content.decode()}
        DropFolder(self.folder / "land" / "in").leave(id_, orjson.dumps(file))


async def until(condition: Callable[[], Awaitable[bool] | bool], seconds: float = 60.0) -> None:
    """Return once it holds; fail the test when it does not in time."""

    async def holds() -> bool:
        found = condition()
        return found if isinstance(found, bool) else await found

    await wait_for(holds, seconds)
