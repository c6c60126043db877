"""Uptake as a report: a section per tag, a row per agency and their total."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from services.stats.domain.models.uptake import Uptake
from services.stats.domain.papers.columns import SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text
from services.stats.domain.rates import Rate

__all__ = ["KEY", "TITLE", "uptake_table"]

KEY: Final = "uptake"
TITLE: Final = Text("Mức độ người dân sử dụng ngày mô hình", "Uptake of model days")
_COLUMNS: Final = (
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("name", Text("Tên", "Name"), Kind.TEXT),
    Column("days", Text("Số ngày mô hình", "Model days"), Kind.COUNT),
    Column("came", Text("Hồ sơ đủ điều kiện, nộp vào ngày mô hình", "Eligible, on model days"), Kind.COUNT),
    Column("eligible", Text("Hồ sơ đủ điều kiện", "Eligible"), Kind.COUNT),
    Column("rate", Text("Tỷ lệ", "Uptake"), Kind.RATE),
)
_NOTES: Final = (
    Text(
        "Đủ điều kiện: thủ tục và thông tin hồ sơ đúng quy định của mô hình tại cơ quan, không xét ngày trong tuần.",
        "Eligible: procedure and facts meet the rule of the agency, whatever the weekday.",
    ),
)


def uptake_table(uptakes: Iterable[Uptake], period: Period, names: Names) -> Table:
    """`uptakes` are in the order of their tags."""
    sections = [
        Section(tag, names.tag(tag), _rows(list(group), names)) for tag, group in groupby(uptakes, lambda one: one.tag)
    ]
    return Table(KEY, TITLE, period, _COLUMNS, sections, _NOTES)


def _rows(uptakes: list[Uptake], names: Names) -> tuple[Row, ...]:
    rows = [
        Row(each.agency, (each.agency, names.agency(each.agency), each.days, each.came, each.eligible, each.rate))
        for each in uptakes
    ]
    came, eligible = sum(each.came for each in uptakes), sum(each.eligible for each in uptakes)
    total: tuple[Cell, ...] = (SUM, None, None, came, eligible, Rate(came, eligible))
    return (*rows, Row("total", total, total=True))
