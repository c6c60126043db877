"""Extra hours and Saturdays as a report: a section per model, a row per rule and agency, zero rows kept."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from services.kernel.catalogue.service_model import CalendarRule
from services.stats.domain.figures import Figures, total
from services.stats.domain.models.windows import Window
from services.stats.domain.papers.columns import JUDGED, RECEIVED, SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["KEY", "TITLE", "windows_table"]

KEY: Final = "windows"
TITLE: Final = Text("Tiếp nhận ngoài giờ và ngày thứ Bảy", "Reception in extra hours and on Saturdays")
_COLUMNS: Final = (
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("weekdays", Text("Thứ", "Weekdays"), Kind.TEXT),
    Column("fields", Text("Lĩnh vực", "Fields"), Kind.TEXT),
    Column("days", Text("Số ngày", "Days held"), Kind.COUNT),
    RECEIVED,
    *JUDGED,
)
_ANY: Final = Text("Mọi lĩnh vực", "Any field")
_WEEKDAYS: Final = {
    1: Text("Hai", "Monday"),
    2: Text("Ba", "Tuesday"),
    3: Text("Tư", "Wednesday"),
    4: Text("Năm", "Thursday"),
    5: Text("Sáu", "Friday"),
    6: Text("Bảy", "Saturday"),
    7: Text("Chủ nhật", "Sunday"),
}
_NOTES: Final = (
    Text(
        "Hồ sơ tiếp nhận vào các ngày đó và kết quả của chúng đến nay; thời hạn không đổi vì giờ tiếp nhận thêm.",
        "Dossiers received on those days and what became of them so far; extra hours leave deadlines unchanged.",
    ),
)


def windows_table(windows: Iterable[Window], period: Period, names: Names) -> Table:
    """`windows` are in the order of their tags."""
    sections = [
        Section(tag, names.tag(tag), _rows(list(group), names)) for tag, group in groupby(windows, lambda w: w.rule.tag)
    ]
    return Table(KEY, TITLE, period, _COLUMNS, sections, _NOTES)


def _rows(windows: list[Window], names: Names) -> tuple[Row, ...]:
    rows = [Row(f"{each.rule.key}|{each.agency}", _cells(each, names)) for each in windows]
    summed = Figures(total(each.figures.during for each in windows))
    return (*rows, Row("total", (SUM, None, None, None, *_counts(summed)), total=True))


def _cells(window: Window, names: Names) -> tuple[Cell, ...]:
    name = f"{names.agency(window.agency)} ({window.agency})"
    return name, _weekdays(window.rule), _fields(window.rule, names), window.days, *_counts(window.figures)


def _counts(figures: Figures) -> tuple[int, ...]:
    """Outcomes are of what was received then, however later it was resolved."""
    received = figures.during
    return figures.received, *(received.get(f"received:{outcome}", 0) for outcome in ("early", "on_time", "late"))


def _weekdays(rule: CalendarRule) -> Text:
    days = [_WEEKDAYS[day] for day in sorted(rule.weekdays)]
    return Text(", ".join(day.vi for day in days), ", ".join(day.en for day in days))


def _fields(rule: CalendarRule, names: Names) -> Text:
    if not rule.fields:
        return _ANY
    fields = [names.field(field) for field in sorted(rule.fields)]
    return Text(", ".join(each.vi for each in fields), ", ".join(each.en for each in fields))
