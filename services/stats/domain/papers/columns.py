"""Columns that many reports have, in the same words in each."""

from typing import Final

from services.stats.domain.papers.table import Column, Kind, Text

__all__ = ["ENDED", "JUDGED", "ON_TIME_RATE", "OPEN", "PENDING", "RECEIVED", "REFUSED", "RESOLVED", "SUM"]

SUM: Final = Text("Cộng", "Total")
RESOLVED: Final = Text("Đã giải quyết", "Resolved")
_PENDING: Final = Text("Đang giải quyết", "Pending")

RECEIVED: Final = Column("received", Text("Tiếp nhận", "Received"), Kind.COUNT)
REFUSED: Final = Column("refused", Text("Từ chối", "Refused"), Kind.COUNT)
JUDGED: Final = (
    Column("early", Text("Trước hạn", "Early"), Kind.COUNT, RESOLVED),
    Column("on_time", Text("Đúng hạn", "On time"), Kind.COUNT, RESOLVED),
    Column("late", Text("Quá hạn", "Late"), Kind.COUNT, RESOLVED),
)
ENDED: Final = Column("ended", Text("Rút, dừng", "Withdrawn, stopped"), Kind.COUNT, RESOLVED)
PENDING: Final = Column("pending", _PENDING, Kind.COUNT)
OPEN: Final = (
    Column("pending_in_time", Text("Trong hạn", "In time"), Kind.COUNT, _PENDING),
    Column("pending_late", Text("Quá hạn", "Late"), Kind.COUNT, _PENDING),
)
ON_TIME_RATE: Final = Column("on_time_rate", Text("Tỷ lệ đúng hạn", "On time"), Kind.RATE)
