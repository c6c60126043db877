"""The sheet that is printed: title block, head with groups, sections, notes; the head again on every page."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from services.stats.adapters.papers.heads import HeadCell, head_rows, legend
from services.stats.adapters.papers.sheet_cells import (
    BOLD,
    FACE,
    FIGURE,
    FILLED,
    FRAME,
    HEAD,
    WORDS,
    Stencils,
    figure_of,
    format_of,
)
from services.stats.adapters.papers.sheet_heights import LINE_HEIGHT, head_heights, lines_of
from services.stats.adapters.papers.sheet_page import lay_out_page
from services.stats.domain.papers.print_cell import print_period, signing_lines
from services.stats.domain.papers.table import Column, Kind, Row, Table, Text

__all__ = ["add_printed_sheet"]

_NAME: Final = Text("Báo cáo", "Report")
_TITLE: Final = Font(name=FACE["name"], size=14, bold=True)
_SOFT: Final = Font(**FACE, italic=True)
_MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
_PLAIN: Final = Font(**FACE)
_WIDTHS: Final = {Kind.TEXT: (14, 42), Kind.DATE: (16, 18), Kind.RATE: (11, 14)}
_FIGURE_WIDTHS: Final = (9, 14)
_WORDS: Final = frozenset({Kind.TEXT, Kind.DATE})


def add_printed_sheet(book: Workbook, table: Table, language: str) -> None:
    """Append the sheet; merged cells are declared as their rows are written."""
    sheet: Any = book.create_sheet(_NAME.in_language(language))
    stencils = Stencils(sheet)
    widths = [_width(column, at, table, language) for at, column in enumerate(table.columns)]
    titles = _titles(table, language)
    head = head_rows(table.columns, language)
    first_head = len(titles) + 2
    _lay_out(sheet, widths, head, first_head, language)
    for number, (text, font) in enumerate(titles, 1):
        _wide(sheet, stencils, number, widths, text, font, _MIDDLE)
    sheet.append([])
    for number, cells in enumerate(head, first_head):
        _add_head(sheet, stencils, number, cells, len(widths))
    _add_rows(sheet, stencils, table, language, widths, first_head + len(head) - 1)


def _titles(table: Table, language: str) -> list[tuple[str, Font]]:
    lines = [(table.title, _TITLE), (table.subtitle, _PLAIN), (print_period(table.period), _SOFT)]
    return [(text.in_language(language), font) for text, font in lines if text is not None]


def _lay_out(
    sheet: Any, widths: Sequence[float], head: Sequence[Sequence[HeadCell]], first: int, language: str
) -> None:
    """Set what a streamed sheet has to know before its first row."""
    lay_out_page(sheet, (first, first + len(head) - 1), language)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, height in enumerate(head_heights(head, widths), first):
        sheet.row_dimensions[number].height = height


def _width(column: Column, number: int, table: Table, language: str) -> float:
    """Return the width in characters that most texts of the column fit in."""
    least, most = _WIDTHS.get(column.kind, _FIGURE_WIDTHS)
    if column.kind is not Kind.TEXT:
        return most
    texts = (figure_of(row.cells[number], language) for section in table.sections for row in section.rows)
    return min(most, max([least, *(len(str(text)) + 2 for text in texts if text is not None)]))


def _wide(sheet: Any, stencils: Stencils, number: int, widths: Sequence[float], text: str, *style: Any) -> None:
    _raise(sheet, number, lines_of(text, sum(widths)))
    sheet.append([stencils.cell(text, "@", *style)])
    _merge(sheet, number, number, 1, len(widths))


def _raise(sheet: Any, number: int, lines: int) -> None:
    if lines > 1:
        sheet.row_dimensions[number].height = lines * LINE_HEIGHT


def _merge(sheet: Any, top: int, bottom: int, left: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")


def _add_head(sheet: Any, stencils: Stencils, number: int, cells: Sequence[HeadCell], width: int) -> None:
    row = [stencils.cell(None, "@", BOLD, FILLED, FRAME, HEAD) for _ in range(width)]
    for cell in cells:
        row[cell.first] = stencils.cell(cell.text, "@", BOLD, FILLED, FRAME, HEAD)
        _merge(sheet, number, number + cell.rows - 1, cell.first + 1, cell.first + cell.columns)
    sheet.append(row)


def _add_rows(sheet: Any, stencils: Stencils, table: Table, language: str, widths: Sequence[float], last: int) -> None:
    for section in table.sections:
        if section.title is not None:
            last += 1
            _wide(sheet, stencils, last, widths, section.title.in_language(language), BOLD, FILLED, _LEFT)
        for row in section.rows:
            last += 1
            cells = _cells(stencils, row, table.columns, language)
            _raise(sheet, last, _lines(cells, widths, table.columns))
            sheet.append(cells)
    for note in (*table.notes, *legend(table)):
        last += 1
        _wide(sheet, stencils, last, widths, note.in_language(language), _SOFT, _LEFT)
    if table.signers:
        _add_signers(sheet, stencils, table, language, last + 2)


def _lines(cells: Sequence[Any], widths: Sequence[float], columns: Sequence[Column]) -> int:
    """Return how many lines the longest text of a row takes."""
    texts = zip(cells, widths, columns, strict=True)
    return max([1, *(lines_of(str(cell.value or ""), width) for cell, width, of in texts if of.kind is Kind.TEXT)])


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
