"""One table in four formats."""

import csv
import json
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.formats import Format
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Column, Kind, Row, Section, Table, say
from services.stats.domain.rates import Points, Rate
from tests.unit.stats.papers.samples import long_table, sample

ASKED = Asked((("agency", ("H90",)), ("from", ("2026-01-01",)), ("to", ("2026-03-31",))))


def printed(kind: Format, language: str = "vi", table: Table | None = None) -> bytes:
    return PRINTERS[kind](table or sample(), ASKED, language)


def book() -> Any:
    return load_workbook(BytesIO(printed(Format.XLSX)))


@pytest.mark.parametrize("kind", list(Format))
def test_the_same_table_gives_the_same_bytes(kind: Format) -> None:
    """A tag of the bytes then tells whether the figures are the same, for a workbook too."""
    assert printed(kind) == printed(kind)
    if kind is not Format.JSON:
        assert printed(kind) != printed(kind, "en")


def test_json_keeps_rates_as_objects_and_marks_apart() -> None:
    """Keys name every cell; a share says what it is of; what is suppressed is neither zero nor missing."""
    document = json.loads(printed(Format.JSON))
    assert document["period"] == {"from": "2026-01-01", "to": "2026-03-31"}
    assert document["parameters"]["agency"] == ["H90"]
    first, second = document["sections"][0]["rows"]
    rate = first["cells"]["rate"]
    assert (rate["numerator"], rate["denominator"], rate["rounding"], rate["value"]) == (2, 3, "half_up", "66.67")
    assert first["cells"]["wait"] == {"at_most": 15}
    assert first["cells"]["due"] == "2026-03-01T05:00:00+00:00"
    assert second["cells"]["late"] == {"mark": "suppressed"}
    assert second["cells"]["rate"]["value"] == "not_applicable"
    assert (second["cells"]["early"], second["cells"]["fees"]) == (0, None)
    assert second["cells"]["agency"] == {"vi": "Xã Hoà, Bình", "en": "Commune"}


def test_csv_reads_back_and_runs_nothing() -> None:
    """One head row, a rate with its parts, plain numbers, and no text that a spreadsheet would run."""
    body = printed(Format.CSV)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == body.count(b"\n") == 4
    head, first, second, total = csv.reader(StringIO(body.decode("utf-8-sig")))
    assert head[3:5] == ["Cơ quan", "Đã giải quyết: Trước hạn"]
    assert head[6:9] == ["Tỷ lệ", "Tỷ lệ (tử số)", "Tỷ lệ (mẫu số)"]
    assert first[:5] == ["Cấp xã", "H90.0", "0", '\'=HYPERLINK("x")', "1234567"]
    assert first[6:10] == ["66.67", "2", "3", "2026-03-01T12:00:00+07:00"]
    assert second[3:] == ["Xã Hoà, Bình", "0", "suppressed", "not_applicable", "0", "0", "2026-03-02", "", "7"]
    assert total[2] == "1"


@given(st.text(max_size=20) | st.text("=+-@;\t\n\"'＝a", max_size=8))
@example("đủ giấy;=HYPERLINK(A1)")
@example("＝1+1")
def test_no_text_of_a_csv_begins_a_formula(text: str) -> None:
    """Whatever somebody entered as a name, also where fields are cut at semicolons; and it still reads back."""
    column = Column("name", say("Name"), Kind.TEXT)
    table = Table("t", say("T"), sample().period, (column,), (Section("s", None, (Row("a", (text,)),)),))
    field = list(csv.reader(StringIO(printed(Format.CSV, table=table).decode("utf-8-sig"), newline="")))[1][3]
    assert not field.startswith(("\t", "\r", "\n"))
    assert not any(part.startswith(tuple("=+-@＝")) for part in re.split("[;\t\r\n]", field))
    assert field.replace("'", "") == text.replace("'", "")


def test_the_printed_sheet_is_laid_out_for_paper() -> None:
    """A4 landscape, one page wide, the head frozen on the screen and repeated on every page."""
    sheet = book()["Báo cáo"]
    assert sheet["A1"].value == "Báo cáo mẫu"
    assert sheet["A2"].value == "Từ ngày 01/01/2026 đến hết ngày 31/03/2026"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A7", "$4:$6")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:G1", "B4:C4", "A4:A5", "A7:G7"} <= merged
    assert [sheet.cell(6, column).value for column in (1, 2, 3)] == ["(1)", "(2)", "(3)"]
    notes = [sheet.cell(row, 1).value for row in range(11, 15)]
    assert notes[0] == "Ghi chú một"
    assert [note[0] for note in notes[1:]] == ["*", "–", "…"]


def test_whoever_signs_has_a_place_below() -> None:
    """Side by side over the width of the table, under the place and the day, on the sheet and on the page."""
    sheet = book()["Báo cáo"]
    assert sheet.cell(16, 4).value.startswith("............, ngày")
    assert [sheet.cell(17, column).value for column in (1, 4)] == ["Người lập biểu", "Thủ trưởng"]
    assert {"A17:C17", "D17:G17"} <= {str(one) for one in sheet.merged_cells.ranges}
    page = printed(Format.HTML).decode()
    assert "<strong>Thủ trưởng</strong><br><em>(Ký, ghi rõ họ tên)</em>" in page
    assert "signing-day" not in printed(Format.HTML, table=long_table(2)).decode().partition("</style>")[2]


def test_long_notes_have_as_many_lines_as_they_need() -> None:
    """A merged cell does not grow by itself, and what is cut off there is lost on paper."""
    table = replace(sample(), notes=(say("word " * 60),))
    sheet = load_workbook(BytesIO(printed(Format.XLSX, table=table)))["Báo cáo"]
    assert sheet.row_dimensions[11].height >= 45
    assert sheet.row_dimensions[12].height is None


def test_figures_of_the_printed_sheet_stay_figures() -> None:
    """They can be summed, and their formats show them as printed; a text that looks like a formula is a text."""
    name, early, _, rate, due, fees, wait = book()["Báo cáo"][8]
    assert (name.value, name.data_type) == ('=HYPERLINK("x")', "s")
    assert (early.value, early.number_format) == (1_234_567, "#,##0")
    assert (rate.value, rate.number_format) == (0.6667, "0.00%")
    assert (due.value.isoformat(), due.number_format) == ("2026-03-01T12:00:00", "hh:mm dd/mm/yyyy")
    assert (fees.value, fees.number_format) == (25_000, '#,##0" ₫"')
    assert (wait.value, wait.number_format) == (15, '"≤ "#,##0')


def test_percentage_points_keep_their_decimals_on_the_sheet() -> None:
    """Ten points are printed as 10.00 beside shares with two decimals; they are no part of a hundred."""
    above = Points(Rate(3, 4), Decimal("65.00"))
    column = Column("above", say("Above"), Kind.RATE)
    table = Table("t", say("T"), sample().period, (column,), (Section("s", None, (Row("a", (above,)),)),))
    (cell,) = load_workbook(BytesIO(printed(Format.XLSX, table=table)))["Báo cáo"][5]
    assert (cell.value, cell.number_format) == (10, "0.00")


def test_the_second_sheet_has_the_rows_to_count_with() -> None:
    """The same head and rows as the CSV, under a filter."""
    sheet = book()["Dữ liệu"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L4")
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:9] == ("Cấp xã", "H90.0", 0, '=HYPERLINK("x")', 1_234_567, 3, 66.67, 2, 3)
    assert sheet["D2"].data_type == "s"


def test_the_page_prints_its_head_on_every_sheet() -> None:
    """Groups above columns, figures as printed, sections and sums marked, and nothing from elsewhere."""
    page = printed(Format.HTML).decode()
    assert '<html lang="vi">' in page
    assert '<th scope="colgroup" colspan="2">Đã giải quyết</th>' in page
    assert '<th scope="rowgroup" colspan="7">Cấp xã</th>' in page
    assert '<td class="figure">1.234.567</td>' in page
    assert '<tr class="total">' in page
    assert "=HYPERLINK(&#34;x&#34;)" in page
    assert "display: table-header-group" in page
    assert "A4 landscape" in page
    assert "http" not in page


def test_a_table_without_groups_has_one_head_row() -> None:
    """No empty cells above."""
    page = printed(Format.HTML, table=long_table(2)).decode()
    assert page.count("<tr>") == 1 + 2
