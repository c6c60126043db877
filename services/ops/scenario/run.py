"""Replays a scenario on a target and compares every row; what it cannot answer it names."""

import time
from typing import Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.kernel.catalogue import CatalogueError
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.fresh import Work
from services.ops.keys import create_credential
from services.ops.scenario.compare import compare, facts_of
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.figures import FigureError
from services.ops.scenario.play_beside import PlayBeside
from services.ops.scenario.prepared import Prepared
from services.ops.scenario.replay import Replay, phases_of
from services.ops.scenario.sending import ReplayError
from services.ops.scenario.settling import settled, settled_beside
from services.ops.scenario.statistics import StatisticsCounts
from services.ops.target import Target
from services.stats.domain.reconcile.printed import NoAnswerError

__all__ = ["FAILURES", "TIMEOUT_SECONDS", "replay", "work_of"]

FAILURES: Final = (RefusedError, ReplayError, FigureError, NoAnswerError, CatalogueError, httpx.HTTPError)
"""What ends a run with a message instead of figures"""
TIMEOUT_SECONDS: Final = 30.0

_SCOPES: Final = (
    "backfill",
    "events:write",
    "codes:reserve",
    "dossiers:write",
    "dossiers:read",
    "desk:write",
    "routes:read",
    "statistics:read",
)


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
    expected = prepared.expected()
    statistics = StatisticsCounts(client, prepared.scenario, expected)
    await _refuse_if_used(prepared, statistics)
    wrong = await _play(prepared, client, statistics, expected, console)
    return wrong + await compare(prepared, statistics, expected, console)


async def _client(prepared: Prepared, target: Target, http: httpx.AsyncClient) -> AgencySoftware:
    agencies = sorted({dossier.agency for dossier in [*prepared.dossiers, *prepared.beside.children]})
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
    began, beside = time.monotonic(), prepared.beside
    with Progress(*columns, console=console) as bars:
        phases = phases_of(prepared.dossiers) | {"groups": len(beside.groups), "calls": len(beside.calls)}
        tasks = {name: bars.add_task(name, total=size) for name, size in phases.items() if size}
        counted = bars.add_task("counted", total=sum(expected.by_outcome().values()))

        def told(phase: str, done: int) -> None:
            bars.advance(tasks[phase], done)

        played = await Replay(client, prepared.catalogue, told, prepared.scenario.repeated).run(prepared.dossiers)
        played.wrong += await PlayBeside(client, played.codes, told).run(beside)
        await settled(statistics, expected.by_outcome(), lambda done: bars.update(counted, completed=done))
        await settled_beside(prepared.scenario.rows_of(prepared.variant), statistics, expected, facts_of(prepared))
    seconds = time.monotonic() - began
    total = len(prepared.dossiers)
    console.print(f"{total} dossiers in {seconds:.1f} s, {total / seconds:.0f} a second.", highlight=False)
    console.print(f"Tagged, dated, priced and numbered as their batches say: {total - len(played.wrong)} of {total}.")
    return played.wrong
