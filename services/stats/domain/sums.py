"""What the steps of a batch come to, counter by counter, when every one of them counts.

Cells that share all but their own dimension are summed first, then what the roll-ups of a province tell apart, then
their days to months and years, so that what they have in common is added up once. What a cell comes to is kept once,
however many counters have it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from services.stats.domain.cells import Cell
from services.stats.domain.counters import (
    AXES,
    RECEPTIONS,
    Share,
    Way,
    axes_of,
    own_of,
    periods_of,
    ways_of,
)
from services.stats.domain.entries import Contribution

Step = tuple[str, Contribution, Contribution]
"""Fence, from, to: many events of a batch may take the same step."""

K = TypeVar("K")
_MONTH_TEXT: Final = 7  # characters of a month in a day
_YEAR_TEXT: Final = 4
_SHARE, _DAY, _MONTH, _YEAR = range(1, 5)
"""The levels of sums above the parts of single places."""


@dataclass(slots=True)
class Part:
    """Amounts by measure, how many entries they come from, and the fences of all that touched them, a bit for each.

    It may be in many places; only the sum of the level that made it is changed.
    """

    amounts: dict[str, int]
    entries: int
    fences: int
    level: int = 0


@dataclass(slots=True)
class Sum:
    """What a counter is told: cells by path and measure, and single numbers by path.

    The mappings of cells belong to many sums and are never changed.
    """

    cells: dict[str, Mapping[str, int]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    fences: int = 0

    def amounts(self) -> dict[str, int]:
        """Return what changes by full path, without zeros."""
        found = {path: number for path, number in self.numbers.items() if number}
        for path, cell in self.cells.items():
            for measure, amount in cell.items():
                if amount:
                    found[f"{path}.{measure}"] = amount
        return found


@dataclass(slots=True)
class Sums:
    """By counter, even those that come to nothing: one that is touched has to move its fence.

    The root of the axes is the first. `fences` are named in the order of bits.
    """

    fences: list[str] = field(default_factory=list)
    counters: dict[str, Sum] = field(default_factory=dict)

    def touched_by(self, bits: int) -> list[str]:
        """Return the fences that those bits stand for."""
        return [name for bit, name in enumerate(self.fences) if bits >> bit & 1]


Rolled = dict[str, dict[Way, Part]]
"""By period."""


def sums(steps: Mapping[Step, Sequence[int]]) -> Sums:
    """Return what all steps come to."""
    made = Sums()
    places = _by_place(steps, made.fences)
    if places:
        made.counters[AXES] = Sum()
    days = _tell_places(made.counters, places)
    _tell_axes(made.counters, days)
    _tell_rolled(made.counters, _rolled(days))
    return made


def _tell_places(counters: dict[str, Sum], places: Mapping[tuple[Cell, date], Part]) -> dict[tuple[Share, date], Part]:
    """Tell what is told of single cells, and return what they come to by what they share.

    The number of receptions is told whatever became of them.
    """
    days: dict[tuple[Share, date], Part] = {}
    receiving: dict[tuple[str, date], list[Sum]] = {}
    for (cell, day), part in places.items():
        share, by_day, by_month, path, receptions = own_of(cell)
        day_text, month, _ = periods_of(day)
        _merge(days, (share, day), part, _SHARE)
        _tell(counters, by_day + day_text, path, part)
        _tell(counters, by_month + month, path, part)
        received = [amount for measure, amount in part.amounts.items() if measure.startswith(RECEPTIONS)]
        if received and receptions is not None:
            totals = receiving.get((receptions.beginning, day))
            if totals is None:
                totals = [_sum_of(counters, receptions.beginning + period) for period in periods_of(day)]
                receiving[receptions.beginning, day] = totals
            _add(totals, receptions.paths, sum(received), part.fences)
    return days


def _add(totals: Iterable[Sum], paths: Iterable[str], number: int, fences: int) -> None:
    for total in totals:
        total.fences |= fences
        numbers = total.numbers
        for path in paths:
            numbers[path] = numbers.get(path, 0) + number


def _tell_axes(counters: dict[str, Sum], days: Mapping[tuple[Share, date], Part]) -> None:
    for (share, day), part in days.items():
        for counter, path in axes_of(share, periods_of(day)[1]):
            _add((_sum_of(counters, counter),), (path,), part.entries, part.fences)


def _rolled(days: Mapping[tuple[Share, date], Part]) -> tuple[Rolled, Rolled, Rolled]:
    """Return what the roll-ups of days, months and years are told."""
    by_day: Rolled = {}
    by_month: Rolled = {}
    by_year: Rolled = {}
    for (share, day), part in days.items():
        found = by_day.setdefault(periods_of(day)[0], {})
        for way in ways_of(share):
            _merge(found, way, part, _DAY)
    for day_text, parts in by_day.items():
        _merge_all(by_month, day_text[:_MONTH_TEXT], parts, _MONTH)
    for month, parts in by_month.items():
        _merge_all(by_year, month[:_YEAR_TEXT], parts, _YEAR)
    return by_day, by_month, by_year


def _tell_rolled(counters: dict[str, Sum], rolled: Iterable[Rolled]) -> None:
    for found in rolled:
        for period, parts in found.items():
            for (beginning, path), part in parts.items():
                _tell(counters, beginning + period, path, part)


def _by_place(steps: Mapping[Step, Sequence[int]], fences: list[str]) -> dict[tuple[Cell, date], Part]:
    """Return the amounts of each cell on each day, and note the fences in the order of their bits."""
    found: dict[tuple[Cell, date], Part] = {}
    bits: dict[str, int] = {}
    for (fence, old, new), offsets in steps.items():
        bit, number = bits.setdefault(fence, 1 << len(bits)), len(offsets)
        for entries, times in ((old - new, -number), (new - old, number)):
            for cell, measure, day, amount in entries:
                place = cell, day
                part = found.get(place)
                if part is None:
                    part = found[place] = Part({}, 0, 0)
                amounts = part.amounts
                amounts[measure] = amounts.get(measure, 0) + times * amount
                part.entries += times
                part.fences |= bit
    fences.extend(bits)
    return found


def _merge_all(found: Rolled, period: str, parts: Mapping[Way, Part], level: int) -> None:
    into = found.setdefault(period, {})
    for way, part in parts.items():
        _merge(into, way, part, level)


def _merge(found: dict[K, Part], key: K, part: Part, level: int) -> None:
    """Add a part to what this level has; a single one is taken as it is."""
    held = found.get(key)
    if held is None:
        found[key] = part
        return
    if held.level != level:
        held = found[key] = Part(dict(held.amounts), held.entries, held.fences, level)
    amounts = held.amounts
    for measure, amount in part.amounts.items():
        amounts[measure] = amounts.get(measure, 0) + amount
    held.entries += part.entries
    held.fences |= part.fences


def _tell(counters: dict[str, Sum], counter: str, path: str, part: Part) -> None:
    total = _sum_of(counters, counter)
    held = total.cells.get(path)
    total.cells[path] = part.amounts if held is None else _added(held, part.amounts)
    total.fences |= part.fences


def _sum_of(counters: dict[str, Sum], counter: str) -> Sum:
    found = counters.get(counter)
    if found is None:
        found = counters[counter] = Sum()
    return found


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> Mapping[str, int]:
    both = dict(left)
    for measure, amount in right.items():
        both[measure] = both.get(measure, 0) + amount
    return both
