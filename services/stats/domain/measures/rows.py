"""Rows of a sheet as a table: one for each agency or other subject, and their total."""

from collections.abc import Callable, Mapping
from typing import Final

from services.stats.domain.figures import Measures, total
from services.stats.domain.measures.sheet import Sheet
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text
from services.stats.domain.rates import Days

__all__ = ["NONE", "rows_of", "table_of"]

NONE: Final = "-"
"""The key of a row of what has no value there."""

_TOTAL: Final = Text("Tổng số", "Total")
NameOf = Callable[[str], Text]


def rows_of(sheet: Sheet, told: Mapping[str, Measures], by: str) -> dict[str, Measures]:
    """Return the measures that figures are made of, by subject; `told` are sums as they were counted, by subject."""
    if sheet.parts is None:
        return dict(told)
    if by == sheet.part_name:
        return dict(sheet.parts(total(told.values())))
    return {subject: total(sheet.parts(measures).values()) for subject, measures in told.items()}


def table_of(sheet: Sheet, rows: Mapping[str, Measures], period: Period, subject: Text, name_of: NameOf) -> Table:
    """Return the table; subjects with nothing at all have no row."""
    shown = {key: measures for key, measures in sorted(rows.items()) if any(measures.values())}
    days = Days(period.first or period.last, period.last)
    made = [Row(key or NONE, (name_of(key), *_cells(sheet, measures, days))) for key, measures in shown.items()]
    closing = Row("total", (_TOTAL, *_cells(sheet, total(shown.values()), days)), total=True)
    columns = (Column("subject", subject, Kind.TEXT), *(figure.column for figure in sheet.figures))
    sections = [Section("rows", None, tuple(made)), Section("total", None, (closing,))]
    return Table(sheet.key, sheet.title, period, columns, [each for each in sections if each.rows], sheet.notes)


def _cells(sheet: Sheet, measures: Measures, days: Days) -> tuple[Cell, ...]:
    return tuple(figure.cell(measures, days) for figure in sheet.figures)
