"""`python -m bench.year [--events N] [--processes 1 2 3]`: prints what docs/proof.md shows of counting a year."""

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import orjson
import uvloop

from bench.load import dossiers
from bench.machine import machine
from bench.place import Place, opened, run_module
from bench.year.feed import first_events
from bench.year.processes import Counted, count_with
from bench.year.report import Rebuilt, Recount, report
from bench.year.spent import Moment, java_pids
from services.runtime.kafka.records import OutgoingRecord

NAMESPACE: Final = "year-"
_TOLD_EVERY: Final = 100_000
_LEAST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Plan:
    events: int
    processes: list[int]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="from the beginning of the year")
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2, 3], help="of the service; one run for each")
    given = parser.parse_args()
    if given.events < _LEAST:
        parser.error(f"less than {_LEAST:,} events are few batches: nothing can be measured")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    begun = time.perf_counter()
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        text = runner.run(_prove(place, Plan(given.events, given.processes)))
    print(text, end="\n\n")
    print(f"{machine()}; {time.perf_counter() - begun:.0f} s.")


async def _prove(place: Place, plan: Plan) -> str:
    await place.create_topics(NAMESPACE)
    events = await dossiers.publish(place.kafka, NAMESPACE, _told(first_events(plan.events)))
    counted: list[Counted] = []
    for processes in plan.processes:
        _tell(f"counting {events:,} events with {processes} process(es) of the service")
        counted.append(await count_with(place, NAMESPACE, processes, events))
        _tell(f"{counted[-1].rate:,.0f} events/s")
    _tell("replaying them as a rebuild does")
    rebuilt = await _rebuild(place)
    _tell("recounting the facts")
    return report(events, counted, rebuilt, await _recount(place))


async def _rebuild(place: Place) -> Rebuilt:
    output = await run_module(place, NAMESPACE, "bench.year.rebuild", *map(str, java_pids()))
    told = orjson.loads(output.splitlines()[-1])
    return Rebuilt([Moment(**moment) for moment in told["moments"]], told["peak"])


async def _recount(place: Place) -> Recount:
    output = await run_module(place, NAMESPACE, "bench.year.recount")
    return Recount(**orjson.loads(output.splitlines()[-1]))


def _told(records: Iterator[OutgoingRecord]) -> Iterator[OutgoingRecord]:
    for number, record in enumerate(records, 1):
        yield record
        if number % _TOLD_EVERY == 0:
            _tell(f"{number:,} events are on the topic")


def _tell(what: str) -> None:
    print(f"[year] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
