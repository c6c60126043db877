"""The course of dossiers step by step: which rule held, what was done when, and by whom. Read-only, for inspections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.stats.domain.lists.words import actor_named, step_named
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["INSPECTION", "TIMELINE", "CourseOf", "Passed", "course_table"]

INSPECTION: Final = Text("Trích xuất phục vụ kiểm tra", "Extract for inspection")
TIMELINE: Final = Text("Quá trình giải quyết hồ sơ", "Course of dossiers")
_COLUMNS: Final = (
    Column("code", Text("Mã hồ sơ", "Code"), Kind.TEXT),
    Column("procedure", Text("Thủ tục", "Procedure"), Kind.TEXT),
    Column("rules", Text("Quy định áp dụng", "Rules applied"), Kind.TEXT),
    Column("at", Text("Thời điểm", "When"), Kind.DATE),
    Column("step", Text("Việc", "Step"), Kind.TEXT),
    Column("leg", Text("Bước", "Leg"), Kind.TEXT),
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("by", Text("Người thực hiện", "By"), Kind.TEXT),
)
_NOTES: Final = (
    Text(
        "Quy định áp dụng: phiên bản thủ tục, bộ quy định của ngày nộp và các kế hoạch địa phương. "
        "Cán bộ ghi bằng tài khoản; các bước giữa cơ quan chỉ ghi ngày.",
        "Rules applied: version of the procedure, rule pack of the day of filing, local plans. "
        "Officers by account; steps between agencies by day only.",
    ),
)


@dataclass(frozen=True, slots=True)
class Passed:
    """One step; `at` is an aware datetime, or a day where no more is known. `leg` is leg/attempt."""

    at: date
    what: str
    agency: str
    by: str = ""
    leg: str = ""


@dataclass(frozen=True, slots=True)
class CourseOf:
    """A dossier's steps in the order of time, under which rules it was filed."""

    code: str
    procedure: str
    rules: str
    steps: tuple[Passed, ...]


def course_table(key: str, title: Text, courses: Iterable[CourseOf], names: Names, period: Period) -> Table:
    rows = [row for course in courses for row in _rows(course, names)]
    return Table(key, title, period, _COLUMNS, (Section("steps", None, rows),), _NOTES)


def _rows(course: CourseOf, names: Names) -> Iterator[Row]:
    for number, step in enumerate(course.steps, 1):
        cells: tuple[Cell, ...] = (
            course.code,
            names.procedure(course.procedure),
            course.rules,
            step.at,
            step_named(step.what),
            step.leg or None,
            names.agency(step.agency),
            actor_named(step.by),
        )
        yield Row(f"{course.code}#{number}", cells)
