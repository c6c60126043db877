"""A sheet says which figures are shown of one kind of thing, and by what they can be told apart."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.stats.domain.figures import Measures, of
from services.stats.domain.histogram import histogram
from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Text, say
from services.stats.domain.rates import Days, Rate, Unit

__all__ = [
    "AGENCY",
    "PERCENTS",
    "Sheet",
    "Shown",
    "amount",
    "count",
    "minutes_of",
    "parts_of",
    "percentiles",
    "rate",
    "ratio",
]

AGENCY: Final = "agency"
PERCENTS: Final = (50, 90, 99)
_MARK: Final = ":"

ReadCell = Callable[[Measures, Days], Cell]
Parts = Callable[[Measures], Mapping[str, Measures]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its column, and how it follows from the measures of a row."""

    column: Column
    cell: ReadCell


@dataclass(frozen=True, slots=True)
class Sheet:
    """`dimensions` are names by which rows can be told apart besides agencies, with their place in the cells' detail.

    `record_type` keeps to one type of a kind that has several. With `parts` the measures of a row are taken apart
    first; the parts are added up again unless rows are asked for by `part_name`, as they are by default.
    """

    key: str
    title: Text
    kind: str
    figures: tuple[Shown, ...]
    dimensions: Mapping[str, int] = field(default_factory=dict)
    record_type: str | None = None
    parts: Parts | None = None
    part_name: str | None = None
    notes: tuple[Text, ...] = ()

    @property
    def choices(self) -> frozenset[str]:
        """Return what rows may be told apart by."""
        return frozenset({AGENCY, *self.dimensions, *((self.part_name,) if self.part_name else ())})

    @property
    def usual(self) -> str:
        return self.part_name or AGENCY


def count(key: str, title: Text, *measures: str, group: Text | None = None) -> Shown:
    """Show the sum of these measures; one without a colon is all that begins with it."""
    return amount(key, title, *measures, group=group)


def amount(key: str, title: Text, *measures: str, kind: Kind = Kind.COUNT, group: Text | None = None) -> Shown:
    return Shown(Column(key, title, kind, group), lambda told, _: _sum(told, measures))


def percentiles(key: str, title: Text, measure: str) -> tuple[Shown, ...]:
    """Show the median and the percentiles 90 and 99 of a measure by bucket."""
    return tuple(_percentile(key, title, measure, percent) for percent in PERCENTS)


def _percentile(key: str, title: Text, measure: str, percent: int) -> Shown:
    column = Column(f"{key}_p{percent}", say(f"p{percent}"), Kind.MINUTES, title)
    return Shown(column, lambda told, _: minutes_of(told, measure, percent))


def minutes_of(measures: Measures, measure: str, percent: int) -> Cell:
    """Return the percentile: not applicable out of nothing, not known above the ladder."""
    counted = histogram(measures, measure)
    bound = counted.at_most(percent)
    if bound is not None:
        return AtMost(bound)
    return Mark.NOT_KNOWN if counted.number else Mark.NOT_APPLICABLE


def rate(key: str, title: Text, numerator: Iterable[str], denominator: Iterable[str], label: str) -> Shown:
    """Show a share in percent; `label` says what is divided by what."""
    return _divided(key, title, tuple(numerator), tuple(denominator), label, Unit.PERCENT)


def ratio(key: str, title: Text, numerator: Iterable[str], denominator: Iterable[str], label: str) -> Shown:
    """Show how much of the one there is for each of the other."""
    return _divided(key, title, tuple(numerator), tuple(denominator), label, Unit.RATIO)


def parts_of(measures: Measures, names: Mapping[str, str]) -> Mapping[str, Measures]:
    """Return measures by what stands after their name (`acts:chair`), under the new name that `names` gives them."""
    found: dict[str, Measures] = {}
    for measure, number in measures.items():
        name, _, rest = measure.partition(_MARK)
        if name in names and rest:
            part, mark, bucket = rest.partition(_MARK)
            shown = f"{names[name]}{mark}{bucket}"
            cell = found.setdefault(part, {})
            cell[shown] = cell.get(shown, 0) + number
    return found


def _divided(
    key: str, title: Text, numerator: tuple[str, ...], denominator: tuple[str, ...], label: str, unit: Unit
) -> Shown:
    def cell(told: Measures, days: Days) -> Rate:
        return Rate(_sum(told, numerator), _sum(told, denominator), label=label, unit=unit, period=days)

    return Shown(Column(key, title, Kind.RATE), cell)


def _sum(told: Measures, measures: Iterable[str]) -> int:
    return sum(told.get(name, 0) if _MARK in name else of(told, name) for name in measures)
