"""A running stack for end-to-end tests, with agencies' software and what operators type."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import httpx
from typer.testing import CliRunner, Result

from services.contracts.envelope import from_headers
from services.contracts.topics import PROGRESS
from services.ops.chaos.client import Insistent
from services.ops.chaos.journey import Crew
from services.ops.chaos.tally import Tally
from services.ops.cli import app
from services.ops.demo.cast import hire
from services.ops.stack import Stack, StackAddresses
from services.ops.target import Target
from services.runtime.kafka import OutgoingRecord
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.operations.reading import read_queue, read_topic
from tests.platform_fixture import patient_publisher

PATIENCE_SECONDS = 60.0
T = TypeVar("T")


@dataclass
class Stage:
    stack: Stack
    addresses: StackAddresses

    async def crew(self, client: httpx.AsyncClient) -> Crew:
        cast = await hire(Target(self.addresses.services, self.addresses.place, self.addresses.sms_file), client)
        return Crew(*(Insistent(each, Tally(), PATIENCE_SECONDS) for each in (cast.desk, cast.land, cast.tax)))

    async def publish(self, *records: OutgoingRecord) -> None:
        """Put records on the broker as anybody could."""
        publisher = patient_publisher(self.addresses.platform.kafka, "", "anybody")
        await publisher.start()
        try:
            for record in records:
                await publisher.publish(record)
        finally:
            await publisher.stop()

    async def routing_told(self, code: str) -> list[str]:
        """First occurrences of routing's events about a dossier, in order, without reports that were turned down."""
        found: dict[int, str] = {}
        async for raw in read_topic(self.addresses.platform.kafka, "", PROGRESS.name):
            envelope = from_headers(raw.headers)
            if envelope.subject == code:
                found.setdefault(envelope.seq or 0, _named(envelope.type, raw.value or b""))
        return [found[seq] for seq in sorted(found) if not found[seq].startswith("report.rejected")]

    async def letters(self, consumer: str, subject: str) -> list[Letter]:
        """The open letters of a consumer whose record has this key, oldest first."""
        queue = await read_queue(self.addresses.platform.kafka, "", consumer)
        found = [letter for letter in queue.open.values() if letter.key == subject.encode()]
        return sorted(found, key=lambda letter: letter.offset)

    async def deadletters(self, *arguments: str) -> Result:
        """What `lienthong deadletters` answers."""
        place = ["--bootstrap", self.addresses.platform.kafka]
        return await asyncio.to_thread(CliRunner().invoke, app, ["deadletters", *arguments, *place])


async def wait_for(condition: Callable[[], Awaitable[bool]], what: str) -> None:
    """Return once `condition` holds; fail the test, saying what did not come, when it does not in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await condition():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.1)


def in_thread(work: Callable[[], T]) -> T:
    """Run something that starts a loop of its own; pytest-asyncio keeps one in the test's thread."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()


def _named(type_: str, value: bytes) -> str:
    kind = type_.removeprefix("vn.lienthong.").removesuffix(".v1")
    body = httpx.Response(200, content=value).json()
    return f"{kind} {body['leg']}/{body['attempt']}" if "attempt" in body else kind
