"""Several years as a report (article 004: the review of a pilot of two years)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from services.stats.domain.figures import Figures, total
from services.stats.domain.papers.columns import ENDED, JUDGED, ON_TIME_RATE, RECEIVED, REFUSED
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text
from services.stats.domain.years.parts import Part

__all__ = ["KEY", "TITLE", "years_table"]

KEY: Final = "years"
TITLE: Final = Text("Kết quả qua các năm", "Results over the years")
_PENDING: Final = Text("Đang giải quyết cuối kỳ", "Pending at the end")
_COLUMNS: Final = (
    Column("first", Text("Từ ngày", "From"), Kind.DATE),
    Column("last", Text("Đến ngày", "To"), Kind.DATE),
    Column("pack", Text("Bộ quy định", "Rules"), Kind.TEXT),
    RECEIVED,
    REFUSED,
    *JUDGED,
    ENDED,
    Column("pending_in_time", Text("Trong hạn", "In time"), Kind.COUNT, _PENDING),
    Column("pending_late", Text("Quá hạn", "Late"), Kind.COUNT, _PENDING),
    ON_TIME_RATE,
)
_NONE: Final = Text("không có", "none")
_ALL: Final = Text("Cả kỳ", "Whole period")
_NOTES: Final = (
    Text(
        "Hồ sơ theo bộ quy định của ngày tiếp nhận; kết quả được đếm vào ngày giải quyết, có thể ở phần sau.",
        "A dossier keeps the rules of its day of reception; it counts as resolved on its day, maybe in a later part.",
    ),
)


def years_table(parts: Sequence[tuple[Part, Figures]], period: Period) -> Table:
    """`parts` are in the order of days; their figures stand at the end of each."""
    sections = []
    for year, group in groupby(parts, lambda each: each[0].first.year):
        held = list(group)
        rows = [_row(part.key, part, figures) for part, figures in held]
        if len(held) > 1:
            rows.append(_summed(f"{year}", held))
        sections.append(Section(f"{year}", Text(f"Năm {year}", f"{year}"), rows))
    if len(sections) > 1:
        sections.append(Section("all", _ALL, (_summed("all", parts),)))
    return Table(KEY, TITLE, period, _COLUMNS, sections, _NOTES)


def _summed(key: str, parts: Sequence[tuple[Part, Figures]]) -> Row:
    """What happened is summed; what is pending is what stood at the end of the last part."""
    first, last = parts[0][0], parts[-1][0]
    figures = Figures(total(each.during for _, each in parts), parts[-1][1].until)
    return _row(key, Part(first.first, last.last, None), figures, summed=True)


def _row(key: str, part: Part, figures: Figures, *, summed: bool = False) -> Row:
    resolved = figures.resolved
    cells: tuple[Cell, ...] = (
        part.first,
        part.last,
        None if summed else part.pack or _NONE,
        figures.received,
        figures.refused,
        resolved["early"],
        resolved["on_time"],
        resolved["late"],
        resolved["withdrawn"] + resolved["stopped"],
        figures.pending_in_time,
        figures.pending_late,
        figures.rates["on_time"],
    )
    return Row(key, cells, summed)
