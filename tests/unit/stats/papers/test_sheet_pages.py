"""What a workbook looks like on paper: nothing is cut off, whatever program opens it."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from services.stats.adapters.papers import PRINTERS
from services.stats.adapters.papers.heads import HeadCell
from services.stats.adapters.papers.sheet_heights import LINE_HEIGHT, head_heights, lines_of
from services.stats.application.papers.formats import Format
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Column, Kind, Row, Section, Table, say
from tests.unit.stats.papers.samples import sample

LONG = "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu"


def book(table: Table | None = None) -> Any:
    return load_workbook(BytesIO(PRINTERS[Format.XLSX](table or sample(), Asked(()), "vi")))


def test_the_names_of_a_group_have_as_many_lines_as_they_need() -> None:
    """The second row of a head was one line high, and names of two and three lines lay over one another."""
    columns = (
        Column("a", say("Trong kỳ: trực tiếp, dịch vụ bưu chính"), Kind.COUNT, group=say("Tiếp nhận"), mark="(1)"),
        Column("b", say("Từ kỳ trước"), Kind.COUNT, group=say("Tiếp nhận"), mark="(2)"),
    )
    sheet = book(Table("t", say("T"), sample().period, columns, (Section("s", None, (Row("a", (1, 2)),)),)))["Báo cáo"]
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [30, 60, 15]


def test_a_row_is_as_high_as_its_longest_text() -> None:
    """Names wrap within their column, of which not every program takes notice in a row without a height."""
    column = Column("name", say("Name"), Kind.TEXT)
    rows = (Row("a", (LONG,)), Row("b", ("short",)))
    sheet = book(Table("t", say("T"), sample().period, (column,), (Section("s", None, rows),)))["Báo cáo"]
    assert [sheet.row_dimensions[row].height for row in (5, 6)] == [30, None]


@pytest.mark.parametrize("name", ["Báo cáo", "Dữ liệu"])
def test_both_sheets_print_one_page_wide_with_their_head(name: str) -> None:
    """On A4 landscape; the number of the page lies within the lower margin, where half of it was cut off."""
    sheet = book()[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == ("$4:$6" if name == "Báo cáo" else "$1:$1")
    assert sheet.oddFooter.center.text == "Trang &P/&N"
    assert sheet.page_margins.bottom - sheet.page_margins.footer >= 0.35


def test_every_font_has_a_name_and_a_size() -> None:
    """Without them each program takes another; papers of the administration are in Times New Roman."""
    fonts = {cell.font.name for row in book()["Báo cáo"].iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"Times New Roman"}
    assert all(cell.font.name and cell.font.sz for row in book()["Dữ liệu"].iter_rows() for cell in row)


def test_names_of_the_data_can_be_read() -> None:
    """Its columns were of the width of a number, and names were cut at eight letters."""
    sheet = book()["Dữ liệu"]
    head = [cell for cell in sheet[1] if cell.value]
    assert all(cell.alignment.wrap_text for cell in head)
    assert sheet.row_dimensions[1].height >= LINE_HEIGHT
    assert all(sheet.column_dimensions[cell.column_letter].width >= 15 for cell in head)


@given(st.lists(st.text("ab ", min_size=1, max_size=60), min_size=2, max_size=2), st.floats(5, 30))
def test_every_cell_of_a_head_fits_in(texts: list[str], width: float) -> None:
    """A cell over two rows in the height of both, one over two columns in the width of both, each other in its own."""
    tall, grouped = texts
    rows = [[HeadCell(tall, 0, rows=2), HeadCell(grouped, 1, columns=2)], [HeadCell(grouped, 1), HeadCell("x", 2)]]
    upper, lower = head_heights(rows, [width, width, width])
    assert upper + lower >= lines_of(tall, width * 0.9) * LINE_HEIGHT
    assert upper >= lines_of(grouped, 2 * width * 0.9) * LINE_HEIGHT
    assert lower >= lines_of(grouped, width * 0.9) * LINE_HEIGHT
