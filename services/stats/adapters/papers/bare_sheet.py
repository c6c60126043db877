"""The sheet to count on with: the bare rows under one head row, with a filter."""

from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from services.stats.adapters.papers.bare import Bare, bare_rows, head_of
from services.stats.adapters.papers.sheet_cells import FILLED, HEAD, Stencils
from services.stats.adapters.papers.sheet_heights import LINE_HEIGHT, lines_of
from services.stats.adapters.papers.sheet_page import lay_out_page
from services.stats.domain.papers.table import Table, Text

__all__ = ["add_bare_sheet"]

_NAME: Final = Text("Dữ liệu", "Data")
_BOLD: Final = Font(name="Calibri", size=11, bold=True)
_WIDTH: Final = 18.0  # characters


def add_bare_sheet(book: Workbook, table: Table, language: str) -> None:
    sheet: Any = book.create_sheet(_NAME.in_language(language))
    stencils = Stencils(sheet)
    head = head_of(table, language)
    lay_out_page(sheet, (1, 1), language)
    for number in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    sheet.row_dimensions[1].height = LINE_HEIGHT * max(lines_of(name, _WIDTH - 2) for name in head)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{table.size + 1}"
    sheet.append([stencils.cell(name, "@", _BOLD, FILLED, HEAD) for name in head])
    for row in bare_rows(table, language):
        sheet.append([_cell(stencils, value) for value in row])


def _cell(stencils: Stencils, value: Bare) -> Any:
    """Return a cell where a format is needed; bare numbers go as they are, a third faster."""
    if isinstance(value, str):
        return stencils.cell(value, "@")
    if isinstance(value, datetime):
        return stencils.cell(value.replace(tzinfo=None), "yyyy-mm-dd hh:mm:ss")
    return stencils.cell(value, "yyyy-mm-dd") if isinstance(value, date) else value
