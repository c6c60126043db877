"""What the steps of a batch come to, counter by counter, when every one of them counts.

Cells that share all but their own dimension are summed first, then their days to months and years, so that what they
have in common is written once. What one cell comes to is kept once, however many counters have it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from services.stats.domain.cells import Cell, DossierCell
from services.stats.domain.counters import (
    DossierShare,
    Share,
    Summed,
    Target,
    axes_of,
    is_reception,
    of_procedure,
    own_counters,
    path_in_own,
    periods_of,
    roll_ups,
    share_of,
)
from services.stats.domain.entries import Contribution, Entry

Step = tuple[str, Contribution, Contribution]
"""Fence, from, to: many events of a batch may take the same step."""

K = TypeVar("K")
_NUMBER: Final = ""
"""Stands in a cell for one number, which has no name below the path."""


@dataclass(slots=True)
class Part:
    """Amounts by measure, how many entries they come from, and the fences of all that touched them, a bit for each."""

    amounts: dict[str, int] = field(default_factory=dict)
    entries: int = 0
    fences: int = 0


@dataclass(slots=True)
class Sum:
    """What a counter is told: by path and measure. The mappings belong to many sums and are never changed."""

    cells: dict[str, Mapping[str, int]] = field(default_factory=dict)
    fences: int = 0

    def amounts(self) -> Iterator[tuple[str, int]]:
        """Yield the full path of every cell and its amount, zeros included."""
        for path, cell in self.cells.items():
            for measure, amount in cell.items():
                yield f"{path}.{measure}" if measure else path, amount


@dataclass(slots=True)
class Sums:
    """By counter, with zeros: one that is touched has to move its fence. `fences` are named in the order of bits."""

    fences: list[str] = field(default_factory=list)
    counters: dict[str, Sum] = field(default_factory=dict)

    def touched_by(self, counter: str) -> list[str]:
        """Return the fences of all that touched the counter."""
        bits = self.counters[counter].fences
        return [name for bit, name in enumerate(self.fences) if bits >> bit & 1]


def sums(steps: Mapping[Step, Sequence[int]]) -> Sums:
    """Return what all steps come to."""
    made = Sums()
    places = _by_place(steps, made.fences)
    days: dict[tuple[Share, date], Part] = {}
    for (cell, day), part in places.items():
        _merge(days, (share_of(cell), day), part)
    _roll_up(made, days)
    for (share, procedure, period), part in _received(places).items():
        _tell_all(made, (of_procedure(share, procedure, period),), part)
    for (cell, day), part in places.items():
        path = path_in_own(cell)
        for counter in own_counters(share_of(cell), day):
            _tell(made, counter, path, part.amounts, part.fences)
    return made


def _roll_up(made: Sums, days: Mapping[tuple[Share, date], Part]) -> None:
    months: dict[tuple[Share, str], Part] = {}
    years: dict[tuple[Share, str], Part] = {}
    for (share, day), part in days.items():
        _, month, year = periods_of(day)
        _merge(months, (share, month), part)
        _merge(years, (share, year), part)
    for (share, month), part in months.items():  # the root of the axes is the first of all
        _tell_all(made, (*axes_of(share, month), *roll_ups(share, month)), part)
    for (share, day), part in days.items():
        _tell_all(made, roll_ups(share, day.isoformat()), part)
    for (share, year), part in years.items():
        _tell_all(made, roll_ups(share, year), part)


def _received(places: Mapping[tuple[Cell, date], Part]) -> dict[tuple[DossierShare, str, str], Part]:
    """Return what has receptions, by procedure and by day, month and year."""
    found: dict[tuple[DossierShare, str, str], Part] = {}
    for (cell, day), part in places.items():
        share = share_of(cell)
        if isinstance(cell, DossierCell) and isinstance(share, DossierShare) and any(map(is_reception, part.amounts)):
            for period in periods_of(day):
                _merge(found, (share, cell.procedure, period), part)
    return found


def _by_place(steps: Mapping[Step, Sequence[int]], fences: list[str]) -> dict[tuple[Cell, date], Part]:
    """Return the amounts of each cell on each day, and note the fences in the order of their bits."""
    found: dict[tuple[Cell, date], Part] = {}
    bits: dict[str, int] = {}
    for (fence, old, new), offsets in steps.items():
        bit = bits.setdefault(fence, 1 << len(bits))
        _take(found, bit, old - new, -len(offsets))
        _take(found, bit, new - old, len(offsets))
    fences.extend(bits)
    return found


def _take(found: dict[tuple[Cell, date], Part], bit: int, entries: Iterable[Entry], times: int) -> None:
    for cell, measure, day, amount in entries:
        part = found.get((cell, day))
        if part is None:
            part = found[cell, day] = Part()
        part.amounts[measure] = part.amounts.get(measure, 0) + times * amount
        part.entries += times
        part.fences |= bit


def _merge(found: dict[K, Part], key: K, part: Part) -> None:
    total = found.get(key)
    if total is None:
        total = found[key] = Part()
    amounts = total.amounts
    for measure, amount in part.amounts.items():
        amounts[measure] = amounts.get(measure, 0) + amount
    total.entries += part.entries
    total.fences |= part.fences


def _tell_all(made: Sums, targets: Iterable[Target], part: Part) -> None:
    received = [amount for measure, amount in part.amounts.items() if is_reception(measure)]
    for counter, path, summed in targets:
        if summed is Summed.MEASURES:
            _tell(made, counter, path, part.amounts, part.fences)
        elif summed is Summed.ENTRIES:
            _tell(made, counter, path, {_NUMBER: part.entries}, part.fences)
        elif received:
            _tell(made, counter, path, {_NUMBER: sum(received)}, part.fences)


def _tell(made: Sums, counter: str, path: str, amounts: Mapping[str, int], fences: int) -> None:
    total = made.counters.get(counter)
    if total is None:
        total = made.counters[counter] = Sum()
    held = total.cells.get(path)
    total.cells[path] = amounts if held is None else _added(held, amounts)
    total.fences |= fences


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> Mapping[str, int]:
    both = dict(left)
    for measure, amount in right.items():
        both[measure] = both.get(measure, 0) + amount
    return both
