"""What the steps of a batch come to, counter by counter, when every one of them counts.

Cells that share all but their own dimension are summed first, so that what they have in common is written once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.stats.domain.cells import Cell
from services.stats.domain.counters import (
    Share,
    Summed,
    Target,
    is_reception,
    of_procedure,
    path_in_own,
    share_of,
    spread,
)
from services.stats.domain.entries import Contribution, Entry

Step = tuple[str, Contribution, Contribution]
"""Fence, from, to: many events of a batch may take the same step."""


@dataclass(slots=True)
class Sum:
    """Amounts by measure or path, how many entries they come from, and the fences of all that touched them."""

    amounts: dict[str, int] = field(default_factory=dict)
    entries: int = 0
    fences: set[str] = field(default_factory=set)


def sums(steps: Mapping[Step, Sequence[int]]) -> dict[str, Sum]:
    """Return by counter the amounts by path, with zeros: a counter that is touched has to move its fence."""
    found: dict[str, Sum] = {}
    shared: dict[tuple[Share, date], Sum] = {}
    for (cell, day), part in _by_place(steps).items():
        share = share_of(cell)
        _add_all(shared.setdefault((share, day), Sum()), part.amounts.items(), part)
        path = path_in_own(cell)
        named = [(f"{path}.{measure}", amount) for measure, amount in part.amounts.items()]
        where = spread(share, day)
        for counter in where.own:
            _add_all(found.setdefault(counter, Sum()), named, part)
        if where.by_procedure:
            _add_to(found, of_procedure(where, cell), part)
    for (share, day), part in shared.items():
        _add_to(found, spread(share, day).together, part)
    return found


def _add_to(found: dict[str, Sum], targets: Iterable[Target], part: Sum) -> None:
    received = [amount for measure, amount in part.amounts.items() if is_reception(measure)]
    for counter, path, summed in targets:
        if summed is Summed.MEASURES:
            named = [(f"{path}.{measure}", amount) for measure, amount in part.amounts.items()]
        elif summed is Summed.ENTRIES:
            named = [(path, part.entries)]
        elif received:
            named = [(path, sum(received))]
        else:
            continue
        _add_all(found.setdefault(counter, Sum()), named, part)


def _by_place(steps: Mapping[Step, Sequence[int]]) -> dict[tuple[Cell, date], Sum]:
    found: dict[tuple[Cell, date], Sum] = {}
    for (fence, old, new), offsets in steps.items():
        _take(found, fence, old - new, -len(offsets))
        _take(found, fence, new - old, len(offsets))
    return found


def _take(found: dict[tuple[Cell, date], Sum], fence: str, entries: Iterable[Entry], times: int) -> None:
    for cell, measure, day, amount in entries:
        part = found.get((cell, day))
        if part is None:
            part = found[cell, day] = Sum()
        part.amounts[measure] = part.amounts.get(measure, 0) + times * amount
        part.entries += times
        part.fences.add(fence)


def _add_all(total: Sum, named: Iterable[tuple[str, int]], part: Sum) -> None:
    amounts = total.amounts
    for name, amount in named:
        amounts[name] = amounts.get(name, 0) + amount
    total.entries += part.entries
    total.fences |= part.fences
