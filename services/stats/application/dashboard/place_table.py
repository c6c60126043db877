"""The figures of a place as a table, for every format that reports come in; what the page hides is hidden here too."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from services.stats.application.dashboard.read_place import Part, PlaceBoard
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.standing import Subject
from services.stats.domain.papers.columns import OPEN, RESOLVED
from services.stats.domain.papers.table import Cell, Column, Kind, Mark, Period, Row, Section, Table, Text, say

__all__ = ["place_table"]

_TITLE: Final = Text("Tình hình giải quyết thủ tục hành chính", "How dossiers are handled")
_TO_DO: Final = Text("Phải giải quyết", "To be handled")
_PENDING: Final = Text("Đang giải quyết", "Pending")
_NAME: Final = Column("name", Text("Nơi, lĩnh vực, hình thức nộp", "Place, field, way of filing"), Kind.TEXT)
_CODE: Final = Column("code", Text("Mã", "Code"), Kind.TEXT)
_ON_TIME: Final = Column("on_time", Text("Tỷ lệ đúng hạn", "Share in time"), Kind.RATE, RESOLVED)
_COUNTS: Final = (
    Column("handled", Text("Tổng số", "Total"), Kind.COUNT, _TO_DO),
    Column("carried", Text("Kỳ trước chuyển sang", "Carried over"), Kind.COUNT, _TO_DO),
    Column("received", Text("Tiếp nhận trong kỳ", "Received"), Kind.COUNT, _TO_DO),
    Column("resolved", Text("Tổng số", "Total"), Kind.COUNT, RESOLVED),
    Column("judged", Text("Có hạn trả", "With a due date"), Kind.COUNT, RESOLVED),
    Column("in_time", Text("Đúng và trước hạn", "In time"), Kind.COUNT, RESOLVED),
    Column("late", Text("Quá hạn", "Late"), Kind.COUNT, RESOLVED),
    Column("otherwise", Text("Rút, dừng", "Withdrawn, stopped"), Kind.COUNT, RESOLVED),
    Column("pending", Text("Tổng số", "Total"), Kind.COUNT, _PENDING),
    *OPEN,
)
_COLUMNS: Final = (_NAME, _CODE, *_COUNTS[:8], _ON_TIME, *_COUNTS[8:])
_NOTES: Final = (
    Text(
        "Tỷ lệ đúng hạn = (trước hạn + đúng hạn) / (trước hạn + đúng hạn + quá hạn).",
        "Share in time = (early + on time) / (early + on time + late).",
    ),
)
NameOf = Callable[[Subject], Text]


def place_table(board: PlaceBoard, name_of: NameOf) -> Table:
    """Return all rows of the board: its whole, what it consists of, its fields and ways of filing."""
    subject = board.asked.subject
    sections = (
        Section("place", None, (_row(subject, board.seen, name_of, total=True),)),
        *_section("parts", Text("Theo nơi giải quyết", "By place"), board.parts, name_of),
        *_section("fields", Text("Theo lĩnh vực", "By field"), board.fields, name_of),
        *_section("channels", Text("Theo hình thức nộp", "By way of filing"), board.channels, name_of),
    )
    period = Period(board.asked.period.first, board.until)
    return Table("dashboard", _TITLE, period, _COLUMNS, sections, _NOTES, name_of(subject))


def _section(key: str, title: Text, parts: Sequence[Part], name_of: NameOf) -> Iterable[Section]:
    if parts:
        yield Section(key, title, tuple(_row(part.subject, part.seen, name_of) for part in parts))


def _row(subject: Subject, seen: Seen, name_of: NameOf, *, total: bool = False) -> Row:
    code = say(subject.name) if subject.kind in {"province", "agency"} else None
    counts = [_count(seen[column.key]) for column in _COUNTS]
    rate: Cell = Mark.SUPPRESSED if seen.on_time is None else seen.on_time
    return Row(f"{subject.kind}:{subject.name}", (name_of(subject), code, *counts[:8], rate, *counts[8:]), total)


def _count(value: int | None) -> Cell:
    return Mark.SUPPRESSED if value is None else value
