"""The sheet that is printed: title block, head with groups, sections, notes; the head again on every page."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from services.stats.adapters.papers.heads import HeadCell, head_rows, legend
from services.stats.adapters.papers.sheet_cells import (
    BOLD,
    FIGURE,
    FILLED,
    FRAME,
    HEAD,
    WORDS,
    Stencils,
    figure_of,
    format_of,
)
from services.stats.domain.papers.print_cell import print_period, signing_lines
from services.stats.domain.papers.table import Column, Kind, Row, Table, Text

__all__ = ["add_printed_sheet"]

_NAME: Final = Text("Báo cáo", "Report")
_PAGE: Final = Text("Trang", "Page")
_TITLE: Final = Font(bold=True, size=14)
_SOFT: Final = Font(italic=True)
_MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
_PLAIN: Final = Font()
_WIDTHS: Final = {Kind.TEXT: (14, 42), Kind.DATE: (16, 18), Kind.RATE: (11, 14)}
_FIGURE_WIDTHS: Final = (9, 14)
_WORDS: Final = frozenset({Kind.TEXT, Kind.DATE})
_LINE_HEIGHT: Final = 15  # points
_HEAD_HEIGHT: Final = 3 * _LINE_HEIGHT


def add_printed_sheet(book: Workbook, table: Table, language: str) -> None:
    """Append the sheet; merged cells are declared as their rows are written."""
    sheet: Any = book.create_sheet(_NAME.in_language(language))
    stencils = Stencils(sheet)
    width = len(table.columns)
    titles = _titles(table, language)
    head = head_rows(table.columns, language)
    first_head = len(titles) + 2
    last_head = first_head + len(head) - 1
    _lay_out(sheet, table, language, (first_head, last_head))
    for number, (text, font) in enumerate(titles, 1):
        _wide(sheet, stencils, number, width, text, font, _MIDDLE)
    sheet.append([])
    for number, cells in enumerate(head, first_head):
        _add_head(sheet, stencils, number, cells, width)
    _add_rows(sheet, stencils, table, language, last_head)


def _titles(table: Table, language: str) -> list[tuple[str, Font]]:
    lines = [(table.title, _TITLE), (table.subtitle, _PLAIN), (print_period(table.period), _SOFT)]
    return [(text.in_language(language), font) for text, font in lines if text is not None]


def _lay_out(sheet: Any, table: Table, language: str, head: tuple[int, int]) -> None:
    """Set what a streamed sheet has to know before its first row."""
    first, last = head
    sheet.freeze_panes = f"A{last + 1}"
    sheet.print_title_rows = f"{first}:{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as the rows need
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.oddFooter.center.text = f"{_PAGE.in_language(language)} &P/&N"
    sheet.row_dimensions[first].height = _HEAD_HEIGHT
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column, number - 1, table, language)


def _width(column: Column, number: int, table: Table, language: str) -> float:
    """Return the width in characters that most texts of the column fit in."""
    least, most = _WIDTHS.get(column.kind, _FIGURE_WIDTHS)
    if column.kind is not Kind.TEXT:
        return most
    texts = (figure_of(row.cells[number], language) for section in table.sections for row in section.rows)
    return min(most, max([least, *(len(str(text)) + 2 for text in texts if text is not None)]))


def _wide(sheet: Any, stencils: Stencils, number: int, width: int, text: str, *style: Any) -> None:
    lines = math.ceil(len(text) / sum(sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(width)))
    if lines > 1:
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT  # merged cells do not grow by themselves
    sheet.append([stencils.cell(text, "@", *style)])
    _merge(sheet, number, number, 1, width)


def _merge(sheet: Any, top: int, bottom: int, left: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")


def _add_head(sheet: Any, stencils: Stencils, number: int, cells: Sequence[HeadCell], width: int) -> None:
    row = [stencils.cell(None, "@", BOLD, FILLED, FRAME, HEAD) for _ in range(width)]
    for cell in cells:
        row[cell.first] = stencils.cell(cell.text, "@", BOLD, FILLED, FRAME, HEAD)
        _merge(sheet, number, number + cell.rows - 1, cell.first + 1, cell.first + cell.columns)
    sheet.append(row)


def _add_rows(sheet: Any, stencils: Stencils, table: Table, language: str, last: int) -> None:
    width = len(table.columns)
    for section in table.sections:
        if section.title is not None:
            last += 1
            _wide(sheet, stencils, last, width, section.title.in_language(language), BOLD, FILLED, _LEFT)
        for row in section.rows:
            last += 1
            sheet.append(_cells(stencils, row, table.columns, language))
    for note in (*table.notes, *legend(table)):
        last += 1
        _wide(sheet, stencils, last, width, note.in_language(language), _SOFT, _LEFT)
    if table.signers:
        _add_signers(sheet, stencils, table, language, last + 2)


def _add_signers(sheet: Any, stencils: Stencils, table: Table, language: str, first: int) -> None:
    """Append place and day on the right, then each signer over an equal part of the width."""
    width = len(table.columns)
    day, below = signing_lines(language)
    sheet.append([])
    sheet.append([*_blank(stencils, width // 2), stencils.cell(day, "@", _SOFT, _MIDDLE)])
    _merge(sheet, first, first, width // 2 + 1, width)
    edges = [number * width // len(table.signers) for number in range(len(table.signers) + 1)]
    for number, (font, texts) in enumerate(
        ((BOLD, [signer.in_language(language) for signer in table.signers]), (_SOFT, [below] * len(table.signers))), 1
    ):
        row = _blank(stencils, width)
        for (left, right), text in zip(pairwise(edges), texts, strict=True):
            row[left] = stencils.cell(text, "@", font, _MIDDLE)
            _merge(sheet, first + number, first + number, left + 1, right)
        sheet.append(row)


def _blank(stencils: Stencils, number: int) -> list[Any]:
    return [stencils.cell(None, "@") for _ in range(number)]


def _cells(stencils: Stencils, row: Row, columns: Sequence[Column], language: str) -> list[Any]:
    font = BOLD if row.total else _PLAIN
    return [
        stencils.cell(
            figure_of(cell, language),
            format_of(cell, column.kind),
            font,
            FRAME,
            WORDS if column.kind in _WORDS else FIGURE,
        )
        for column, cell in zip(columns, row.cells, strict=True)
    ]
