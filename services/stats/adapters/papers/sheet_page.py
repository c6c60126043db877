"""The page that a sheet is printed on: A4 landscape, as wide as the sheet, its number below."""

from typing import Any, Final

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from services.stats.domain.papers.table import Text

__all__ = ["lay_out_page"]

_PAGE: Final = Text("Trang", "Page")


def lay_out_page(sheet: Any, head: tuple[int, int], language: str) -> None:
    """Repeat the rows of the head (from 1, first and last) on every page, and keep them in sight on the screen."""
    first, last = head
    sheet.freeze_panes = f"A{last + 1}"
    sheet.print_title_rows = f"{first}:{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as the rows need
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # In inches. The foot lies within the lower margin, and is cut off where it does not fit in.
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, header=0.3, footer=0.3)
    sheet.oddFooter.center.text = f"{_PAGE.in_language(language)} &P/&N"
