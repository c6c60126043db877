"""A report with one row per agency, a section per tier with its sum, and the sum of all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.stats.domain.counters import TIERS
from services.stats.domain.figures import Figures, total
from services.stats.domain.papers.columns import SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["AgencyTable", "Shown", "agency_table", "count", "measured"]

_ALL: Final = Text("Tất cả", "All")
_AGENCY: Final = (
    Column("agency", Text("Mã", "Code"), Kind.TEXT),
    Column("name", Text("Cơ quan", "Agency"), Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A column, and what it shows of an agency; of a sum it is asked in the same way, so rates are of sums."""

    column: Column
    cell: Callable[[Figures], Cell]


@dataclass(frozen=True, slots=True)
class AgencyTable:
    """What makes one report different from another."""

    key: str
    title: Text
    shown: Sequence[Shown]
    notes: Sequence[Text] = ()


def agency_table(
    kind: AgencyTable, agencies: Mapping[str, Figures], tiers: Callable[[str], str], period: Period, names: Names
) -> Table:
    """`tiers` gives the tier of an agency; sections come in the order of tiers, rows in that of codes."""
    by_tier: dict[str, list[str]] = {}
    for agency in sorted(agencies):
        by_tier.setdefault(tiers(agency), []).append(agency)
    order = sorted(by_tier, key=lambda tier: (TIERS.index(tier) if tier in TIERS else len(TIERS), tier))
    sections = [
        Section(tier, names.tier(tier), _rows(kind, {code: agencies[code] for code in by_tier[tier]}, names))
        for tier in order
    ]
    if len(order) > 1:
        sections.append(Section("all", _ALL, (_total(kind, agencies.values()),)))
    return Table(kind.key, kind.title, period, (*_AGENCY, *(each.column for each in kind.shown)), sections, kind.notes)


def count(key: str, title: Text, cell: Callable[[Figures], int], group: Text | None = None) -> Shown:
    return Shown(Column(key, title, Kind.COUNT, group), cell)


def measured(key: str, title: Text, measure: str, group: Text | None = None) -> Shown:
    """A measure of what happened in the period, by its full name."""
    return count(key, title, lambda figures: figures.during.get(measure, 0), group)


def _rows(kind: AgencyTable, agencies: Mapping[str, Figures], names: Names) -> tuple[Row, ...]:
    rows = [Row(code, (code, names.agency(code), *_cells(kind, figures))) for code, figures in agencies.items()]
    return (*rows, _total(kind, agencies.values()))


def _total(kind: AgencyTable, figures: Iterable[Figures]) -> Row:
    every = list(figures)
    summed = Figures(total(each.during for each in every), total(each.until for each in every))
    return Row("total", (SUM, None, *_cells(kind, summed)), total=True)


def _cells(kind: AgencyTable, figures: Figures) -> tuple[Cell, ...]:
    return tuple(each.cell(figures) for each in kind.shown)
