"""Under load no figure is older than five seconds, while events keep coming.

`make prove-fresh N=60` reads for so many seconds; PROVE_SECONDS.
"""

import asyncio
import json
import os
import re
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import httpx
import pytest

from services.contracts.topics import LIFECYCLE
from services.kernel.times import utc_now
from services.ops.platform.locations import PROJECT
from services.stats.application.count_dossiers import count_dossiers
from services.stats.application.lists.read_late import moment_of
from services.stats.application.ports import Sought
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
STEADY = "PROVE_SECONDS" in os.environ
"""The machine has nothing else to do: the way to the reader may be counted as well."""
PATIENCE_SECONDS = 60.0
READERS = 4
"""Of each kind."""
NOT_MODIFIED = 304
WAVE = 40
OLDEST = 5.0
talk: "set[asyncio.Task[bytes]]" = set()
"""What processes say after they have started; read, so that they never wait for it."""
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
QUESTION = Question(date(2026, 1, 1), date(2026, 12, 31), Filters())


Course = list[tuple[float, int]]
"""A figure at moments, in the order of time."""


@dataclass(frozen=True)
class Kind:
    """Something that readers ask for, which of the true figures it shows, and where it stands in an answer."""

    path: str
    params: Mapping[str, str]
    shows: str
    figure: Callable[[httpx.Response], int]


@dataclass
class Answers:
    """What readers of one kind were told: moments of asking and of the answer, and the figure."""

    told: list[tuple[float, float, int]] = field(default_factory=list)
    unchanged: int = 0

    def ages(self, truth: Course) -> list[tuple[float, float]]:
        """How long before each asking, and before each answer, its figure was overtaken; 0 where it was not."""
        figures = [figure for _, figure in truth]
        beyond = {figure: bisect_right(figures, figure) for *_, figure in self.told}
        overtaken = {figure: truth[at][0] for figure, at in beyond.items() if at < len(figures)}
        moments = ((asked, answered, overtaken.get(figure, answered)) for asked, answered, figure in self.told)
        return [(max(0.0, asked - since), max(0.0, answered - since)) for asked, answered, since in moments]


@dataclass
class Seen:
    """The true figures, straight from the counters and the listing, and what readers were told of each kind."""

    true: dict[str, Course] = field(default_factory=lambda: {"received": [], "late": []})
    answers: dict[str, Answers] = field(default_factory=lambda: {name: Answers() for name in KINDS})
    over: bool = False

    def is_enough(self) -> bool:
        """Whether readers of every kind have been told different figures."""
        return all(len({figure for *_, figure in each.told}) > 1 for each in self.answers.values())


def total_of(answer: httpx.Response) -> int:
    [row] = next(section for section in answer.json()["sections"] if section["key"] == "total")["rows"]
    received: int = row["cells"]["received"]
    return received


def form_of(answer: httpx.Response) -> int:
    rows = [row for section in answer.json()["sections"] for row in section["rows"] if row["total"]]
    received: int = rows[-1]["cells"]["received"]
    return received


def member_of(name: str) -> Callable[[httpx.Response], int]:
    return lambda answer: int(answer.json()[name])


def page_of(answer: httpx.Response) -> int:
    """Return the first figure of a page of the dashboard."""
    found = re.search(r'<p class="figure">([\d.]+)</p>', answer.text)
    assert found is not None
    return int(found[1].replace(".", ""))


KINDS: Mapping[str, Kind] = {
    "report": Kind("/v1/reports/procedures", YEAR, "received", total_of),
    "form 06": Kind("/v1/reports/form06", YEAR, "received", form_of),
    "count": Kind("/v1/reports/count", YEAR, "received", member_of("count")),
    "late list": Kind("/v1/reports/late", {"limit": "1"}, "late", member_of("found")),
    "page": Kind("/thong-ke", {"ky": "2026"}, "received", page_of),
}


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
    """Look at the store itself, past everything that is kept; a look counts from when it is done."""
    reports = Reports(stats.generations, stats.ledger)
    rules = next(item.rules for item in stats.counted if item.topic == LIFECYCLE)
    late = Sought(None, moment_of(None, utc_now()).due_before)
    while not seen.over:
        received = await reports.ask(lambda reader: count_dossiers(reader, QUESTION))
        seen.true["received"].append((time.monotonic(), received))
        listed = await reports.read(lambda ledger: ledger.count_listed(rules, late))
        seen.true["late"].append((time.monotonic(), listed))
        await asyncio.sleep(0)


async def read(client: httpx.AsyncClient, name: str, seen: Seen) -> None:
    """Ask for it again and again, as a client that keeps tags and nothing else."""
    kind, answers, tag, figure = KINDS[name], seen.answers[name], "", 0
    while not seen.over:
        asked = time.monotonic()
        answer = await client.get(kind.path, params=kind.params, headers={"If-None-Match": tag})
        if answer.status_code == NOT_MODIFIED:
            answers.unchanged += 1
        else:
            answer.raise_for_status()
            tag, figure = answer.headers.get("ETag", ""), kind.figure(answer)
        answers.told.append((asked, time.monotonic(), figure))


async def test_no_reader_sees_a_figure_older_than_five_seconds(
    client: httpx.AsyncClient, settings: Settings, stats: Statistics
) -> None:
    """Twenty readers without a pause of reports, counts, lists and pages: what they are told was true 5 s before.

    It counts from when they ask: what is kept is then no older, and a machine that stands still between asking and
    answer ages every figure. The proof, on a machine of its own, counts from the answer.
    """
    seen, begun = Seen(), time.monotonic()
    working = [asyncio.create_task(work) for work in (send(settings, seen), watch(stats, seen))]
    working += [asyncio.create_task(read(client, name, seen)) for name in KINDS for _ in range(READERS)]

    async def long_enough() -> bool:
        failed = [task for task in working if task.done()]
        for task in failed:
            task.result()
        return time.monotonic() - begun >= SECONDS and seen.is_enough()

    try:
        await until(long_enough, "readers saw no change", SECONDS + PATIENCE_SECONDS)
    finally:
        seen.over = True
        await asyncio.gather(*working, return_exceptions=True)
    for name, answers in seen.answers.items():
        ages = answers.ages(seen.true[KINDS[name].shows])
        slow = sorted(answered - asked for asked, answered, _ in answers.told)
        oldest, oldest_at_answer = (max(age) for age in zip(*ages, strict=True))
        print(  # noqa: T201 the proof's figures
            f"\n{name}: {len(ages)} answers in {SECONDS:.0f} s, {answers.unchanged} of them unchanged; p95 "
            f"{slow[len(slow) * 95 // 100] * 1000:.0f} ms; oldest figure {oldest:.2f} s when asked, "
            f"{oldest_at_answer:.2f} s when answered"
        )
        assert oldest < OLDEST, name
        assert not STEADY or oldest_at_answer < OLDEST, name
