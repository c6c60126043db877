"""`python -m bench.late [--dossiers N]`: how long a page of the late list takes, and the whole of it."""

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

import uvloop

from bench.machine import machine
from bench.place import opened
from bench.statistics import settings_of
from services.contracts.topics import LIFECYCLE
from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.runtime.logs import configure_logging
from services.runtime.store.store import Store
from services.stats.application.apply_batch import apply_batch
from services.stats.application.lists.late_paper import late_paper
from services.stats.bootstrap.ground import Ground, lay_ground
from services.stats.domain.batch import Event
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.dossiers import DossierChange
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.pages import Place
from services.stats.settings import Settings, database_of

__all__ = ["main"]

_ROWS: Final = 50
_BATCH: Final = 5_000
_AGENCIES: Final = 172
_OPEN_A_LATE: Final = 2  # dossiers that are open for each that is late
_START: Final = datetime(2026, 1, 5, 2, tzinfo=UTC)
_NAMESPACE: Final = "late-"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.late", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=10_000, help="that are late; as many more are open in time")
    given = parser.parse_args()
    configure_logging("bench", "WARNING")
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_prove(settings_of(place, _NAMESPACE), given.dossiers))
    print(f"{machine()}.")


async def _prove(settings: Settings, number: int) -> None:
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    try:
        ground = lay_ground(settings, store, read_catalogue(settings.catalogue_dir), utc_now)
        rules = next(item.rules for item in ground.stats.counted if item.topic == LIFECYCLE)
        generation = await ground.stats.generations.create(ground.stats.rules, settled=True)
        ledger, events = ground.stats.ledger(generation.number), _events(number)
        while batch := list(islice(events, _BATCH)):
            await apply_batch(batch, rules, ledger)
        await _measure(ground, rules, number)
    finally:
        store.close()


async def _measure(ground: Ground, rules: Any, number: int) -> None:
    paper = late_paper(ground.reports, rules, ground.catalogue, lambda: _START + timedelta(days=60))
    page = paper.page
    if page is None:
        raise SystemExit("the late list has no pages")
    after: Place | None = None
    seconds, seen = [], 0
    while seen == 0 or after is not None:
        begun = time.perf_counter()
        found = await page(Asked(), after, _ROWS)
        seconds.append(time.perf_counter() - begun)
        seen, after = seen + found.table.size, found.following
    if seen != number:
        raise SystemExit(f"{seen:,} dossiers on all pages, not {number:,}")
    middle, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    print(f"{len(seconds)} pages of {_ROWS}: first {_ms(seconds[0])}, p50 {_ms(middle)}, p95 {_ms(p95)}")
    print(f"all {number:,} at once: {_ms(await _timed(lambda: paper.answer(Asked())))}")


async def _timed(work: Callable[[], Awaitable[Any]]) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


def _ms(seconds: float) -> str:
    return f"{1_000 * seconds:,.0f} ms"


def _events(late: int) -> Iterator[Event]:
    """Yield receptions: the first ones are due after ten days, as many others after a hundred."""
    profile = profile_key(Profile("direct", assisted=False, tags=(), field="land", tier="district", attributes=()))
    for number in range(_OPEN_A_LATE * late):
        agency = f"H93.{number % _AGENCIES:03d}"
        received = _START + timedelta(minutes=number % 10_000)
        due = received + timedelta(days=10 if number < late else 100)
        cell = DossierCell(agency, "H93", "1.000001@1", profile)
        change = DossierChange(received, cell, 2, received, due, None, None, what="accepted", by="officer:an")
        yield Event(number % _BATCH, "late_0", number, f"{agency}-260105-{number:06d}", 1, change)


if __name__ == "__main__":
    main()
