"""The head of a printed table: groups above their columns, and what the rows below are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from services.stats.domain.papers.print_cell import LEGEND
from services.stats.domain.papers.table import Cell, Column, Mark, Table, Text
from services.stats.domain.rates import NOT_APPLICABLE, Points, Rate

__all__ = ["HeadCell", "head_rows", "legend"]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell over `columns` columns and `rows` rows; `first` is its column from 0."""

    text: str
    first: int
    columns: int = 1
    rows: int = 1


def head_rows(columns: Sequence[Column], language: str) -> list[list[HeadCell]]:
    """Return one row, or two where there are groups; then one of marks where there are any."""
    numbered = list(enumerate(columns))
    rows: list[list[HeadCell]] = []
    if any(column.group for column in columns):
        upper, lower = _grouped(numbered, language)
        rows += [upper, lower]
    else:
        rows.append([HeadCell(column.title.in_language(language), at) for at, column in numbered])
    if any(column.mark for column in columns):
        rows.append([HeadCell(column.mark, at) for at, column in numbered])
    return rows


def legend(table: Table) -> list[Text]:
    """Return what the signs mean that stand in the table's cells."""
    found = {_mark(cell) for section in table.sections for row in section.rows for cell in row.cells}
    return [text for mark, text in LEGEND.items() if mark in found]


def _grouped(numbered: list[tuple[int, Column]], language: str) -> tuple[list[HeadCell], list[HeadCell]]:
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for group, members in groupby(numbered, key=lambda item: item[1].group):
        cells = [HeadCell(column.title.in_language(language), at) for at, column in members]
        if group is None:
            upper += [HeadCell(cell.text, cell.first, rows=2) for cell in cells]
        else:
            upper.append(HeadCell(group.in_language(language), cells[0].first, len(cells)))
            lower += cells
    return upper, lower


def _mark(cell: Cell) -> Mark | None:
    if isinstance(cell, Rate | Points):
        return Mark.NOT_APPLICABLE if cell.value == NOT_APPLICABLE else None
    return cell if isinstance(cell, Mark) else None
