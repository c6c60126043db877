"""`python -m bench.form06 [--divisor N] [--answers N]`: prints what docs/proof.md shows of form 06."""

import argparse
import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import httpx
import uvloop

from bench.form06.count import CountedYear, count_year
from bench.form06.recount import Columns, Place, Seen, recount, seen_dossier, seen_tally
from bench.machine import machine
from bench.place import opened
from bench.statistics import reader_token, settings_of
from services.kernel.times import utc_now
from services.ops.scenario.prepared import Prepared, prepare
from services.runtime.collecting import collect_rarely
from services.runtime.logs import configure_logging
from services.runtime.store.store import Store
from services.stats.adapters.declared import tiers_of
from services.stats.application.papers.paper import Paper
from services.stats.application.verify import verify
from services.stats.bootstrap import assemble
from services.stats.bootstrap.ground import PATIENCE_SECONDS, Ground, lay_ground, wire
from services.stats.bootstrap.papers import shelf_of
from services.stats.bootstrap.sources import sources_of
from services.stats.domain.forms.line import COLUMNS
from services.stats.domain.papers.asking import read_asked
from services.stats.settings import Settings, database_of

YEAR: Final = (date(2023, 1, 1), date(2023, 12, 31))
PERIODS: Final = (
    YEAR,
    (date(2023, 4, 1), date(2023, 6, 30)),
    (date(2023, 3, 15), date(2023, 8, 9)),
    (date(2023, 11, 20), date(2023, 11, 20)),
    (date(2023, 12, 18), date(2024, 1, 10)),
    (date(2024, 1, 1), date(2024, 3, 31)),
)
"""The year, a quarter, days in the middle of months, one day, over the end of the year, and after it."""

_PAGE: Final = 2_000
_TOLD_EVERY: Final = 50  # pages
_ROWS: Final = 50
NAMESPACE: Final = "form06-"
LIMIT_MS: Final = 200.0
_MEASURED: Final = {
    "form06": "agency",
    "fields": "agency",
    "agencies": "agency",
    "scorecard": "agency",
    "decision766": "province",
}
"""Reports, and how each names the province."""

_COUNTED: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "count": [],
    "count, distinct": [("distinct", "true")],
    "count, distinct, online": [("distinct", "true"), ("channel", "online")],
    "count, distinct, with a tag": [("distinct", "true"), ("tagged", "true")],
    "count, distinct, by attribute": [("distinct", "true"), ("attribute.electronic", "full")],
    "count, distinct, by field": [("distinct", "true"), ("field", "mixed")],
}
"""Counts of the province's year; the last one is what no roll-up tells."""

_LIMITED: Final = frozenset({"form06", "decision766", "late, page by page", *list(_COUNTED)[:-1]})

_PRINTED: Final = {"received": 492_358, "early or on time": 485_830, "late": 216, "pending": 6_312}


@dataclass(frozen=True, slots=True)
class Answers:
    """Seconds of single answers that nothing was kept of."""

    seconds: Sequence[float]

    def at(self, share: float) -> float:
        """Return a percentile in milliseconds."""
        ordered = sorted(self.seconds)
        return 1_000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.form06", description=__doc__)
    parser.add_argument("--divisor", type=int, default=1, help="of the article's dossiers; 1 is all 492,358")
    parser.add_argument("--answers", type=int, default=100, help="how many times the form of the year is made")
    given = parser.parse_args()
    configure_logging("bench", "WARNING")
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(prove(settings_of(place, NAMESPACE), given.divisor, given.answers))
    print(f"{machine()}.")


async def prove(settings: Settings, divisor: int, answers: int) -> None:
    """Count, look at every dossier, compare, measure; raises SystemExit when anything is not as it must be."""
    prepared = prepare("s003", divisor)
    database = database_of(settings.namespace)
    store = await Store.open(settings.store_url, database, patience_seconds=PATIENCE_SECONDS)
    try:
        ground = lay_ground(settings, store, prepared.catalogue, utc_now)
        seen = await _look(ground, await _count(ground, prepared))
        headers = {"Authorization": f"Bearer {reader_token(settings.token_secret.get_secret_value(), 'H93')}"}
        app = assemble(settings, store, prepared.catalogue).app
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://stats", headers=headers
        ) as http:
            await _compare(http, seen, full=divisor == 1)
            del seen
            collect_rarely()  # as a service does once it has started
            slow = await _measure(ground, http, answers)
        await _verify(settings, ground)
        if slow:
            raise SystemExit(f"took longer than {LIMIT_MS:.0f} ms (p95): {', '.join(slow)}")
    finally:
        store.close()


async def _count(ground: Ground, prepared: Prepared) -> CountedYear:
    generation = await ground.stats.generations.create(ground.stats.rules, settled=True)
    begun = time.perf_counter()
    ledger = ground.stats.ledger(generation.number)
    year = await count_year(ledger, ground.stats.counted, prepared.catalogue, prepared.dossiers)
    seconds = time.perf_counter() - begun
    print(f"{year.events:,} events of {len(prepared.dossiers):,} filings were counted in {seconds:,.0f} s.", flush=True)
    return year


async def _look(ground: Ground, year: CountedYear) -> list[Seen]:
    """Look at every fact as it is stored."""
    generation = await ground.stats.generations.serving()
    ledger = ground.stats.ledger(0 if generation is None else generation.number)
    looks: Mapping[str, Any] = {"dossiers": seen_dossier, "tallies": seen_tally}
    seen: list[Seen] = []
    for item in ground.stats.counted:
        subjects = year.subjects.get(item.rules.name, ())
        for number, start in enumerate(range(0, len(subjects), _PAGE), 1):
            for fact in (await ledger.facts(item.rules, subjects[start : start + _PAGE])).values():
                found = None if fact.state is None else looks[item.rules.name](fact.state)
                seen += () if found is None else (found,)
            if number % _TOLD_EVERY == 0:
                print(f"{number * _PAGE:,} facts of {len(subjects):,} {item.rules.name} are looked at", flush=True)
    return seen


async def _compare(http: httpx.AsyncClient, seen: Sequence[Seen], *, full: bool) -> None:
    cells = 0
    for first, last in PERIODS:
        shown, total = await _form(http, first, last)
        expected = recount(seen, first, last)
        cells += len(COLUMNS) * len(expected)
        if shown != expected:
            wrong = min(place for place in shown.keys() | expected.keys() if shown.get(place) != expected.get(place))
            told = f"{wrong}: {shown.get(wrong)} instead of {expected.get(wrong)}"
            raise SystemExit(f"{first} to {last}: the form is not what a look at every dossier gives: {told}")
        if full and (first, last) == YEAR:
            _check_printed(total)
    print(f"{cells:,} cells of {len(PERIODS)} forms equal a look at {len(seen):,} dossiers.")


def _check_printed(total: Columns) -> None:
    line = dict(zip(COLUMNS, total, strict=True))
    found = {
        "received": line["received"],
        "early or on time": line["early"] + line["on_time"],
        "late": line["late"],
        "pending": line["pending"],
    }
    if found != _PRINTED:
        raise SystemExit(f"article 003 prints {_PRINTED}, the form has {found}")
    print(f"The year is as article 003 prints it: {found}")


async def _form(http: httpx.AsyncClient, first: date, last: date) -> tuple[dict[Place, Columns], Columns]:
    days = {"from": first.isoformat(), "to": last.isoformat()}
    answer = await http.get("/v1/reports/form06", params=days | {"agency": "H93"})
    answer.raise_for_status()
    lines: dict[Place, Columns] = {}
    total: Columns = ()
    for section in answer.json()["sections"]:
        for row in section["rows"]:
            columns = tuple(row["cells"][key] for key in COLUMNS)
            if row["total"]:
                total = columns
            else:
                lines[section["key"], row["key"]] = columns
    return lines, total


async def _verify(settings: Settings, ground: Ground) -> None:
    """Recount everything as `lienthong stats verify` does; raises SystemExit when anything differs."""
    begun = time.perf_counter()
    stats = wire(settings, ground.store, ground.attributes, tiers_of(ground.catalogue), partial(print, flush=True))
    verdict = await verify(stats)
    seconds = time.perf_counter() - begun
    told = f"verify: {verdict.facts:,} facts, {verdict.cells:,} cells, {len(verdict.differences)} differences"
    print(f"{told}, {seconds:,.0f} s.", flush=True)
    if verdict.differences:
        raise SystemExit(str(verdict.differences[0]))


async def _measure(ground: Ground, http: httpx.AsyncClient, answers: int) -> Sequence[str]:
    """Tell how long answers take that nothing was kept of; returns those that miss their limit."""
    shelf = shelf_of(sources_of(ground))
    slow: list[str] = []
    for key, place in _MEASURED.items():
        paper = shelf.get(key)
        if paper is not None:
            slow += _tell(key, await _answers(paper, place, answers))
    for key, more in _COUNTED.items():
        days = [("from", YEAR[0].isoformat()), ("to", YEAR[1].isoformat()), ("agency", "H93")]
        times = answers if key in _LIMITED else max(2, answers // 20)
        slow += _tell(key, await _gets(http, "/v1/reports/count", [*days, *more], times))
    slow += _tell("late, page by page", await _gets(http, "/v1/reports/late", [("limit", str(_ROWS))], answers))
    return slow


def _tell(key: str, found: Answers) -> tuple[str, ...]:
    """Print the figures of one question, and return it if it is limited and too slow."""
    times = (found.at(share) for share in (0.5, 0.95, 1))
    print("{}: p50 {:.1f} ms, p95 {:.1f} ms, most {:.1f} ms.".format(key, *times), flush=True)
    return (key,) if key in _LIMITED and found.at(0.95) > LIMIT_MS else ()


async def _gets(http: httpx.AsyncClient, path: str, params: Sequence[tuple[str, str]], number: int) -> Answers:
    """Ask again and again for what is not kept; a report that has pages is turned from one to the next."""
    seconds, cursor = [], list[tuple[str, str]]()
    for _ in range(number):
        begun = time.perf_counter()
        answer = await http.get(path, params=[*params, *cursor], headers={"Cache-Control": "no-cache"})
        seconds.append(time.perf_counter() - begun)
        answer.raise_for_status()
        following = answer.json().get("next")
        cursor = [] if following is None else [("cursor", following)]
    return Answers(seconds)


async def _answers(paper: Paper, place: str, number: int) -> Answers:
    """Ask for the year again and again, past everything that keeps answers."""
    days = [("from", YEAR[0].isoformat()), ("to", YEAR[1].isoformat()), (place, "H93")]
    asked = read_asked(paper.parameters, days)
    seconds = []
    for _ in range(number):
        begun = time.perf_counter()
        await paper.answer(asked)
        seconds.append(time.perf_counter() - begun)
    return Answers(seconds)


if __name__ == "__main__":
    main()
