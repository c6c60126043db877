"""Replays a scenario on a target and compares every row; what it cannot answer it names."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.kernel.catalogue import Catalogue, CatalogueError
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.fresh import Work
from services.ops.keys import create_credential
from services.ops.platform.locations import PROJECT
from services.ops.reconcile.table import show_reconciled
from services.ops.scenario.catalogue_facts import CatalogueFacts
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.figures import FigureError, values_of
from services.ops.scenario.golden import read_golden
from services.ops.scenario.model import Scenario
from services.ops.scenario.plan import Planned, plan
from services.ops.scenario.printed import printed_of, reconcile_live
from services.ops.scenario.read import OUTCOMES, find_file, read_scenario
from services.ops.scenario.replay import Replay, phases_of
from services.ops.scenario.sending import ReplayError
from services.ops.scenario.statistics import StatisticsCounts
from services.ops.scenario.table import Line, show_golden, show_later, show_lines, show_summary
from services.ops.target import Target
from services.runtime.catalogue import read_catalogue
from services.stats.domain.reconcile.printed import NoAnswerError, PrintedFigures
from services.stats.domain.reconcile.reconciled import Reconciled

__all__ = ["FAILURES", "FOLDER", "TIMEOUT_SECONDS", "Prepared", "prepare", "replay", "work_of"]

FAILURES: Final = (RefusedError, ReplayError, FigureError, NoAnswerError, CatalogueError, httpx.HTTPError)
"""What ends a run with a message instead of figures"""
TIMEOUT_SECONDS: Final = 30.0

FOLDER: Final = PROJECT / "deploy" / "scenarios"
_CATALOGUE: Final = PROJECT / "deploy" / "catalogue"
_SCOPES: Final = ("backfill", "events:write", "codes:reserve", "dossiers:write", "dossiers:read", "statistics:read")
_STALLED_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.25
_MOST_SUMMARY_LINES: Final = 24


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario that was read, checked and laid out."""

    scenario: Scenario
    catalogue: Catalogue
    golden: tuple[Reconciled, ...]
    scale: int
    variant: str | None
    dossiers: list[Planned]
    printed: PrintedFigures | None = None
    """What the article prints, with questions to the statistics"""


def prepare(name: str, scale: int, variant: str | None = None) -> Prepared:
    """Raises CatalogueError for what is wrong with the file, FileNotFoundError, ReplayError for an unknown variant."""
    catalogue = read_catalogue(_CATALOGUE)
    scenario = read_scenario(find_file(name, FOLDER), catalogue)
    if variant and variant not in scenario.variants:
        raise ReplayError(f"no variant {variant!r}. Remedy: use one of {', '.join(scenario.variants) or '(none)'}")
    chosen = variant or next(iter(scenario.variants), None)
    referred = {row.golden for row in scenario.rows_of(chosen)}
    golden = tuple(figure for figure in read_golden(FOLDER) if figure.check.id in referred)
    planned, printed = plan(scenario, catalogue, scale, chosen), printed_of(scenario.id, FOLDER, catalogue)
    return Prepared(scenario, catalogue, golden, scale, chosen, planned, printed)


def work_of(prepared: Prepared) -> Work:
    """The replay alone, as work for a target."""

    async def work(target: Target, console: Console) -> list[str]:
        console.print(f"Replay of scenario {prepared.scenario.id} at 1/{prepared.scale}: {prepared.scenario.title}")
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
                return await replay(prepared, target, http, console)
        except FAILURES as error:
            return [str(error) or type(error).__name__]

    return work


async def replay(prepared: Prepared, target: Target, http: httpx.AsyncClient, console: Console) -> list[str]:
    """Return what was not as it must be. Raises ReplayError, RefusedError, FigureError."""
    client = await _client(prepared, target, http)
    expected = ExpectedCounts(prepared.dossiers)
    statistics = StatisticsCounts(client, prepared.scenario, expected)
    await _refuse_if_used(prepared, statistics)
    wrong = await _play(prepared, client, statistics, expected, console)
    return wrong + await _compare(prepared, statistics, expected, console)


async def _client(prepared: Prepared, target: Target, http: httpx.AsyncClient) -> AgencySoftware:
    agencies = sorted({dossier.agency for dossier in prepared.dossiers})
    name = f"replay {prepared.scenario.id}"
    issued = await create_credential(target.place, agencies, _SCOPES, name=name)
    return AgencySoftware(issued, http, target.urls, agencies[0])


async def _refuse_if_used(prepared: Prepared, statistics: StatisticsCounts) -> None:
    """Another replay of the same period would be added to what is there, and no row could agree."""
    found = sum([await statistics.count({}), await statistics.count({"outcome": frozenset({"refused"})})])
    if found:
        scenario = prepared.scenario
        raise ReplayError(
            f"{scenario.root} has {found} dossiers from {scenario.first} to {scenario.last} already. "
            "Remedy: replay onto new data, for example lienthong up --data with a new folder"
        )


async def _play(
    prepared: Prepared, client: AgencySoftware, statistics: StatisticsCounts, expected: ExpectedCounts, console: Console
) -> list[str]:
    """Return which dossiers are not as their batch says."""
    columns = (TextColumn("  {task.description:<11}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    began = time.monotonic()
    with Progress(*columns, console=console) as bars:
        phases = phases_of(prepared.dossiers)
        tasks = {name: bars.add_task(name, total=size) for name, size in phases.items() if size}
        counted = bars.add_task("counted", total=sum(expected.by_outcome().values()))

        def told(phase: str, done: int) -> None:
            bars.advance(tasks[phase], done)

        played = await Replay(client, prepared.catalogue, told, prepared.scenario.repeated).run(prepared.dossiers)
        await _settled(statistics, expected.by_outcome(), lambda done: bars.update(counted, completed=done))
    seconds = time.monotonic() - began
    total = len(prepared.dossiers)
    console.print(f"{total} dossiers in {seconds:.1f} s, {total / seconds:.0f} a second.", highlight=False)
    console.print(f"Tagged, dated, priced and numbered as their batches say: {total - len(played.wrong)} of {total}.")
    return played.wrong


async def _settled(statistics: StatisticsCounts, due: Mapping[str, int], told: Callable[[int], None]) -> None:
    """Wait until the statistics show every outcome; raises ReplayError when they stop moving before that."""
    last: dict[str, int] = {}
    deadline = time.monotonic() + _STALLED_SECONDS
    while True:
        found = {name: await statistics.count({"outcome": frozenset({name})}) for name in OUTCOMES}
        told(sum(min(count, due.get(name, 0)) for name, count in found.items()))
        if all(found[name] == due.get(name, 0) for name in OUTCOMES):
            return
        if found != last:
            last, deadline = found, time.monotonic() + _STALLED_SECONDS
        if time.monotonic() > deadline:
            missing = {name: (found[name], due.get(name, 0)) for name in OUTCOMES if found[name] != due.get(name, 0)}
            raise ReplayError(f"the statistics stand still; outcome (found, due): {missing}")
        await asyncio.sleep(_POLL_SECONDS)


async def _compare(
    prepared: Prepared, statistics: StatisticsCounts, expected: ExpectedCounts, console: Console
) -> list[str]:
    rows = prepared.scenario.rows_of(prepared.variant)
    facts = CatalogueFacts(prepared.catalogue, prepared.scenario.last)
    due, computed = await values_of(rows, expected, facts), await values_of(rows, statistics, facts)
    lines = [Line(row, due[row.id], computed[row.id]) for row in rows if row.question.kind != "golden_only"]
    wrong = await _compare_summary(prepared, statistics, expected, console)
    show_lines(console, lines, prepared.scale)
    wrong += [f"{line.row.id}: must be {line.due}, computed {line.computed}" for line in lines if not line.is_right]
    wrong += [
        f"{line.row.id}: full count {line.row.equals}, computed {line.computed}"
        for line in lines
        if (prepared.scale == 1 or line.row.question.is_unscaled) and line.row.equals not in {None, line.computed}
    ]
    wrong += [f"{line.row.id}: not {line.row.comparator} {line.row.printed}" for line in lines if not line.is_worded]
    wrong += await _reconcile(prepared, statistics, console)
    wrong += show_golden(console, prepared.golden)
    show_later(console, prepared.scenario.later)
    return wrong


async def _reconcile(prepared: Prepared, statistics: StatisticsCounts, console: Console) -> list[str]:
    """Only a replay in full counts what the article prints."""
    if prepared.scale != 1 or prepared.printed is None:
        return []
    found = await reconcile_live(prepared.printed, statistics, prepared.catalogue)
    console.print("What the article prints, beside what was counted:")
    show_reconciled(console, found)
    return [f"{each.check.id}: {surprise}" for each in found for surprise in each.surprises]


async def _compare_summary(
    prepared: Prepared, statistics: StatisticsCounts, expected: ExpectedCounts, console: Console
) -> list[str]:
    """The other way to the same figures: the summary must agree with the plan as well."""
    entries = (await statistics.summary())["by_procedure_and_tag"]
    names = {ref: procedure.name_vi for ref, procedure in prepared.catalogue.procedures.items()}
    if len(entries) <= _MOST_SUMMARY_LINES:
        show_summary(console, entries, names)
    wrong = []
    for entry in entries:
        where = {"procedure": frozenset({entry["procedure"]}), "tag": frozenset({entry["tag"]})}
        if entry["received"] != await expected.count(where):
            wrong.append(f"summary of {entry['procedure']}, {entry['tag']}: {entry['received']} received")
    return wrong
