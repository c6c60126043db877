"""The figures of a run as markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.year.processes import Counted
from bench.year.spent import Cost, Moment, cost_between

_PARTS: Final = ((0, 1 / 12), (4 / 12, 6 / 12), (10 / 12, 1))
"""Whole months of a year, as shares of its events: in the middle of the second part ten times as much is stored as in
that of the first. Counters of a month fill up during it, so that parts of months would not compare."""
_COSTS: Final = "elapsed an event | our CPU | broker's and store's"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One replay, from its first moment to its last; `peak` in MiB."""

    moments: Sequence[Moment]
    peak: float


@dataclass(frozen=True, slots=True)
class Recount:
    facts: int
    cells: int
    differences: int
    seconds: float
    peak: float


def report(events: int, counted: Sequence[Counted], rebuilt: Rebuilt, recount: Recount) -> str:
    """One row a way of counting, then what depends on the size of the store, then the recount."""
    whole = cost_between(rebuilt.moments, 0, events)
    lines = [
        f"| {events:,} events | events/s | a process | {_COSTS} | peak memory |",
        "|---|---:|---:|---:|---:|---:|---:|",
        _row("replay of a rebuild", 1, 1e6 / whole.elapsed, whole, rebuilt.peak),
        *(_row(f"{run.processes} of the service", run.processes, run.rate, run.cost, run.peak) for run in counted),
        "",
        f"| stored facts | {_COSTS} |",
        "|---|---:|---:|---:|",
        *(_grown(rebuilt.moments, events, part) for part in _PARTS),
        "",
        _told(recount),
    ]
    return "\n".join(lines)


def _told(recount: Recount) -> str:
    found = f"{recount.facts:,} facts, {recount.cells:,} cells, {recount.differences} differences"
    return f"Recount: {found}, {recount.seconds:.0f} s, peak memory {recount.peak:.0f} MiB."


def _row(name: str, processes: int, rate: float, cost: Cost, peak: float) -> str:
    return f"| {name} | {rate:,.0f} | {rate / processes:,.0f} | {_cells(cost)} | {peak:.0f} MiB |"


def _grown(moments: Sequence[Moment], events: int, part: tuple[float, float]) -> str:
    first, last = part
    name = f"of {first:.0%} to {last:.0%} of the events"
    return f"| {name} | {_cells(cost_between(moments, first * events, last * events))} |"


def _cells(cost: Cost) -> str:
    return f"{cost.elapsed:.0f} us | {cost.ours:.0f} us | {cost.platform:.0f} us"
