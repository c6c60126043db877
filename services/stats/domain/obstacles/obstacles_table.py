"""Obstacles as a report: how many of which kind by field, then each in its own words."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from services.stats.domain.obstacles.obstacle import Obstacle
from services.stats.domain.papers.columns import SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, Text

__all__ = ["KEY", "TITLE", "obstacles_table"]

KEY: Final = "obstacles"
TITLE: Final = Text("Vướng mắc theo lĩnh vực", "Obstacles by field")
_COLUMNS: Final = (
    Column("category", Text("Loại vướng mắc", "Kind of obstacle"), Kind.TEXT),
    Column("count", Text("Số vướng mắc", "Obstacles"), Kind.COUNT),
    Column("agencies", Text("Số cơ quan", "Agencies"), Kind.COUNT),
    Column("week", Text("Tuần", "Week"), Kind.TEXT),
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("words", Text("Nội dung", "In their words"), Kind.TEXT),
)


def obstacles_table(obstacles: Iterable[Obstacle], period: Period, names: Names) -> Table:
    ordered = sorted(obstacles, key=lambda each: (each.report.field or "", each.report.category))
    sections = []
    for field, group in groupby(ordered, lambda each: each.report.field):
        sections.append(Section(field or "-", names.field(field), tuple(_rows(list(group), names))))
    return Table(KEY, TITLE, period, _COLUMNS, sections)


def _rows(obstacles: list[Obstacle], names: Names) -> Iterator[Row]:
    for category, group in groupby(obstacles, lambda each: each.report.category):
        told = list(group)
        yield Row(category, (names.obstacle(category), len(told), _agencies(told), None, None, None), total=True)
        for each in sorted(told, key=lambda one: (one.report.week, one.report.agency, one.id)):
            report = each.report
            yield Row(each.id, (None, None, None, report.week.name, names.agency(report.agency), report.text))
    yield Row("total", (SUM, len(obstacles), _agencies(obstacles), None, None, None), total=True)


def _agencies(obstacles: Iterable[Obstacle]) -> int:
    return len({each.report.agency for each in obstacles})
