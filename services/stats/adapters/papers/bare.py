"""The rows of a table without any layout, for machines and pivot tables: one head row, a rate as three columns."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from services.kernel.times import VIETNAM
from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Row, Section, Table, Text
from services.stats.domain.rates import NOT_APPLICABLE, Points, Rate

__all__ = ["Bare", "bare_rows", "head_of"]

Bare = str | int | Decimal | date | datetime | None
"""Marks are their English words; moments are by the clock of Viet Nam."""

_SECTION = Text("Phần", "Section")
_ROW = Text("Mã dòng", "Row")
_TOTAL = Text("Dòng tổng", "Total row")
_NUMERATOR = Text("tử số", "numerator")
_DENOMINATOR = Text("mẫu số", "denominator")


def head_of(table: Table, language: str) -> list[str]:
    """Return the head: section, row key, 1 for a row that is a sum of others, then the table's own columns."""
    head = [text.in_language(language) for text in (_SECTION, _ROW, _TOTAL)]
    for column in table.columns:
        head += _heads(column, language)
    return head


def bare_rows(table: Table, language: str) -> Iterator[list[Bare]]:
    """Yield the rows in the order of the table, each as wide as the head."""
    for section in table.sections:
        for row in section.rows:
            yield _bare(section, row, table, language)


def _bare(section: Section, row: Row, table: Table, language: str) -> list[Bare]:
    title = section.key if section.title is None else section.title.in_language(language)
    values: list[Bare] = [title, row.key, int(row.total)]
    for column, cell in zip(table.columns, row.cells, strict=True):
        values += _parts(cell) if column.kind is Kind.RATE else [_value(cell, language)]
    return values


def _heads(column: Column, language: str) -> list[str]:
    names = [part.in_language(language) for part in (column.group, column.title) if part is not None]
    name = ": ".join(names)
    if column.kind is not Kind.RATE:
        return [name]
    return [name, *(f"{name} ({part.in_language(language)})" for part in (_NUMERATOR, _DENOMINATOR))]


def _parts(cell: Cell) -> list[Bare]:
    if isinstance(cell, Rate):
        return [_share(cell), cell.numerator, cell.denominator]
    return [_share(cell) if isinstance(cell, Points) else _value(cell, ""), None, None]


def _share(rate: Rate | Points) -> Bare:
    return rate.value if rate.value == NOT_APPLICABLE else Decimal(rate.value)


def _value(cell: Cell, language: str) -> Bare:
    match cell:
        case Mark():
            return cell.value
        case Text():
            return cell.in_language(language)
        case AtMost(value):
            return f"<= {value}"
        case datetime():
            return cell.astimezone(VIETNAM)
        case Rate() | Points():
            return _share(cell)
    return cell
