"""`python -m bench.dashboard [--seconds N] [--rate N]`: prints what docs/proof.md shows of the dashboard."""

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import httpx
import psutil
import uvloop

from bench.dashboard.fill import LAST, catalogue_of_many, fill
from bench.machine import machine
from bench.place import opened
from bench.statistics import settings_of
from services.kernel.catalogue import Catalogue
from services.runtime.collecting import collect_rarely
from services.runtime.logs import configure_logging
from services.runtime.store.store import Store
from services.stats.bootstrap import assemble
from services.stats.bootstrap.ground import lay_ground
from services.stats.settings import Settings, database_of

NAMESPACE: Final = "dashboard-"
LIMIT_MS: Final = 100.0
_NOW: Final = datetime(LAST.year, LAST.month, LAST.day, 8, tzinfo=UTC)
_PERIODS: Final = ("2026", "2026-11", "2026-10", "2026-Q4", "2026-03", "2025")


class Took(NamedTuple):
    """Milliseconds by the clock, and of our CPU: the first grow with whatever else the machine does."""

    wall: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.dashboard", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long pages are asked for")
    parser.add_argument("--rate", type=float, default=20.0, help="pages a second")
    given = parser.parse_args()
    configure_logging("bench", "WARNING")
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(prove(settings_of(place, NAMESPACE), given.seconds, given.rate))
    print(f"{machine()}.")


async def prove(settings: Settings, seconds: int, rate: float) -> None:
    """Fill, ask, measure; raises SystemExit when pages take too long."""
    catalogue = catalogue_of_many(Path(settings.catalogue_dir))
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    try:
        ground = lay_ground(settings, store, catalogue, lambda: _NOW)
        generation = await ground.stats.generations.create(ground.stats.rules, settled=True)
        communes, received = await fill(store, generation.number, catalogue)
        print(f"{communes} communes, a year of {received:,} dossiers.")
        app = assemble(settings, store, catalogue, lambda: _NOW).app
        collect_rarely()
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://stats", headers={"accept": "text/html"}
        ) as http:
            first = [(path, await _ask(http, path)) for path in ("/thong-ke", "/thong-ke/tinh/H90?ky=2026-11")]
            print("First of all: " + ", ".join(f"{path} {took.wall:.0f} ms" for path, took in first) + ".")
            _tell(await _visit(http, catalogue, seconds, rate))
    finally:
        store.close()


async def _visit(http: httpx.AsyncClient, catalogue: Catalogue, seconds: int, rate: float) -> Sequence[Took]:
    """Ask for one page after the other, at that pace if they are fast enough; returns what each took."""
    took: list[Took] = []
    begun = time.perf_counter()
    for number, path in enumerate(_paths(catalogue)):
        wait = begun + number / rate - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        if time.perf_counter() - begun > seconds:
            return took
        took.append(await _ask(http, path))
    return took


async def _ask(http: httpx.AsyncClient, path: str) -> Took:
    begun, busy = time.perf_counter(), time.process_time()
    answer = await http.get(path)
    if answer.status_code != httpx.codes.OK:
        raise SystemExit(f"{path}: {answer.status_code}")
    return Took((time.perf_counter() - begun) * 1_000, (time.process_time() - busy) * 1_000)


def _paths(catalogue: Catalogue) -> Iterator[str]:
    """The country, provinces and above all communes, half of the time this year, in both languages; for ever."""
    random = Random(5)
    communes = [code for code, each in catalogue.agencies.items() if each.tier == "commune"]
    provinces = ("H90", "H91", "H92", "H93", "H94")
    while True:
        period = random.choice(_PERIODS) if random.random() < 0.5 else "2026"  # noqa: PLR2004 half of them
        place = random.choices(
            ("", f"/tinh/{random.choice(provinces)}", f"/co-quan/{random.choice(communes)}"), (2, 3, 5)
        )[0]
        yield f"/thong-ke{place}?ky={period}&lang={random.choice(('vi', 'en'))}"


def _tell(took: Sequence[Took]) -> None:
    memory = psutil.Process().memory_info().rss / 2**20
    print(f"{len(took)} pages; {memory:.0f} MiB with what filled the store.")
    for name, values in (("clock", [each.wall for each in took]), ("CPU", [each.cpu for each in took])):
        ordered = sorted(values)
        shares = ", ".join(f"p{share * 100:.0f} {_at(ordered, share):.1f} ms" for share in (0.5, 0.95, 0.99))
        print(f"{name}: {shares}, most {ordered[-1]:.1f} ms.")
    if _at(sorted(each.wall for each in took), 0.95) > LIMIT_MS:
        raise SystemExit(f"95 in 100 pages must take less than {LIMIT_MS:.0f} ms")


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
