"""Under load no figure is older than five seconds, while events keep coming.

`make prove-fresh N=60` reads for so many seconds; PROVE_SECONDS.
"""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from bisect import bisect_right
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import httpx
import pytest

from services.ops.platform.locations import PROJECT
from services.stats.application.count_dossiers import count_dossiers
from services.stats.application.question import Question
from services.stats.application.reading import Reports
from services.stats.application.statistics import Statistics
from services.stats.domain.filters import Filters
from services.stats.settings import Settings
from tests.component.stats.feed import feed, records
from tests.component.stats.service import until, variables, wait_counted
from tests.component.stats.test_reports import token
from tests.platform_fixture import patient_publisher

SECONDS = float(os.environ.get("PROVE_SECONDS", "3"))
READERS = 16
WAVE = 40
OLDEST = 5.0
STEADY = "PROVE_SECONDS" in os.environ
"""The machine has nothing else to do: the way to the reader may be counted as well."""
PATIENCE_SECONDS = 60.0
talk: "set[asyncio.Task[bytes]]" = set()
"""What processes say after they have started; read, so that they never wait for it."""
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
QUESTION = Question(date(2026, 1, 1), date(2026, 12, 31), Filters())


@dataclass
class Seen:
    """Moments and what was received by then: straight from the counters, and as readers were answered."""

    counted: list[tuple[float, int]] = field(default_factory=list)
    answered: list[tuple[float, float, int]] = field(default_factory=list)
    """When it was asked, when it was answered, and the figure"""
    unchanged: int = 0
    over: bool = False

    def ages(self) -> list[float]:
        """How long before each answer its figure was overtaken, 0 where it was not."""
        moments = self._overtaken()
        return [max(0.0, at - moments.get(received, at)) for _, at, received in self.answered]

    def ages_when_asked(self) -> list[float]:
        """The same before each question: how long a busy machine has an answer on the way is not in it."""
        moments = self._overtaken()
        return [max(0.0, asked - moments.get(received, asked)) for asked, _, received in self.answered]

    def changed(self) -> bool:
        """Whether the figure grew, and readers saw it."""
        figures = {received for _, _, received in self.answered}
        return len(figures) > 1 and len({received for _, received in self.counted}) > 1

    def _overtaken(self) -> dict[int, float]:
        """When the counters were first seen beyond each figure."""
        figures = [received for _, received in self.counted]
        beyond = {received: bisect_right(figures, received) for _, _, received in self.answered}
        return {received: self.counted[at][0] for received, at in beyond.items() if at < len(figures)}


@pytest.fixture
async def client(settings: Settings, stats: Statistics) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the service as a process of its own, which has counted the first dossiers."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(WAVE))
    environment = {**os.environ, **variables(settings), "LIENTHONG_LOG_LEVEL": "INFO"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.stats", env=environment, cwd=PROJECT, stdout=PIPE, stderr=DEVNULL
    )
    try:
        port = await port_of(process)
        await wait_counted(stats, total)
        headers = {"Authorization": f"Bearer {token(settings, 'statistics:read')}"}
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=PATIENCE_SECONDS) as http:
            yield http
    finally:
        process.kill()
        await process.wait()


async def port_of(process: asyncio.subprocess.Process) -> int:
    """Return the port that the service says it listens on, and let it talk on."""
    assert process.stdout is not None
    async for line in process.stdout:
        if b'"service_started"' in line:
            port: int = json.loads(line)["port"]
            talk.add(asyncio.create_task(process.stdout.read()))
            return port
    pytest.fail("the service did not start")


async def send(settings: Settings, seen: Seen) -> None:
    """Publish new dossiers, wave after wave, until it is over."""
    publisher = patient_publisher(settings.kafka_bootstrap, settings.namespace, "feed")
    await publisher.start()
    try:
        for number in count(WAVE, WAVE):
            for wave in records(range(number, number + WAVE)):
                await asyncio.gather(*(publisher.publish(record) for record in wave))
            if seen.over:
                return
    finally:
        await publisher.stop()


async def watch(stats: Statistics, seen: Seen) -> None:
    """Look at the counters themselves, past everything that is kept; a look counts from when it is done."""
    reports = Reports(stats.generations, stats.ledger)
    while not seen.over:
        received = await reports.ask(lambda reader: count_dossiers(reader, QUESTION))
        seen.counted.append((time.monotonic(), received))
        await asyncio.sleep(0)


async def read(client: httpx.AsyncClient, seen: Seen) -> None:
    """Ask for the report again and again, as a client that keeps tags and nothing else."""
    tag, received = "", 0
    while not seen.over:
        begun = time.monotonic()
        answer = await client.get("/v1/reports/procedures", params=YEAR, headers={"If-None-Match": tag})
        if answer.status_code == 304:
            seen.unchanged += 1
        else:
            tag, received = answer.headers["ETag"], received_in(answer)
        seen.answered.append((begun, time.monotonic(), received))


def received_in(answer: httpx.Response) -> int:
    [row] = next(section for section in answer.json()["sections"] if section["key"] == "total")["rows"]
    received: int = row["cells"]["received"]
    return received


async def test_no_reader_sees_a_figure_older_than_five_seconds(
    client: httpx.AsyncClient, settings: Settings, stats: Statistics
) -> None:
    """Sixteen readers without a pause, one report: what they are shown was the truth less than 5 s before they asked.

    Where the machine has nothing else to do, less than 5 s before they saw it.
    """
    seen, begun = Seen(), time.monotonic()
    working = [asyncio.create_task(work) for work in (send(settings, seen), watch(stats, seen))]
    working += [asyncio.create_task(read(client, seen)) for _ in range(READERS)]

    async def long_enough() -> bool:
        return time.monotonic() - begun >= SECONDS and seen.changed()

    await until(long_enough, "nothing was counted meanwhile, or readers saw no change", SECONDS + PATIENCE_SECONDS)
    seen.over = True
    await asyncio.gather(*working)
    ages, slow = seen.ages(), sorted(at - asked for asked, at, _ in seen.answered)
    print(  # noqa: T201 the proof's figures
        f"\n{len(ages)} answers in {SECONDS:.0f} s, {seen.unchanged} of them unchanged; p95 "
        f"{slow[len(slow) * 95 // 100] * 1000:.0f} ms; oldest figure {max(ages):.2f} s; "
        f"received {seen.counted[0][1]} to {seen.counted[-1][1]}, {len(seen.counted)} looks"
    )
    assert max(ages if STEADY else seen.ages_when_asked()) < OLDEST
