"""The change log as a report, with what was received under each changed procedure beside it."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.stats.domain.catalogue.dated import Dated
from services.stats.domain.catalogue.dated import Kind as What
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["KEY", "TITLE", "dated_table"]

KEY: Final = "changes"
TITLE: Final = Text("Thay đổi của danh mục thủ tục và quy định", "Changes of procedures and rules")
_COLUMNS: Final = (
    Column("day", Text("Ngày", "Day"), Kind.DATE),
    Column("subject", Text("Mã, số văn bản", "Code, number"), Kind.TEXT),
    Column("name", Text("Tên", "Name"), Kind.TEXT),
    Column("field", Text("Lĩnh vực", "Field"), Kind.TEXT),
    Column("place", Text("Nơi áp dụng", "Where"), Kind.TEXT),
    Column("what", Text("Thay đổi", "Change"), Kind.TEXT),
    Column("detail", Text("Chi tiết", "Detail"), Kind.TEXT),
    Column("received", Text("Hồ sơ tiếp nhận trong kỳ", "Received in the period"), Kind.COUNT),
)
_WHAT: Final[Mapping[What, Text]] = {
    What.BEGINS: Text("Bắt đầu áp dụng", "Begins"),
    What.ENDS: Text("Hết áp dụng", "Ends"),
    What.REPLACES: Text("Thay thế phiên bản trước", "Replaces the version before"),
    What.LEVEL: Text("Đổi mức độ trực tuyến", "Online level changes"),
    What.FEE_BEGINS: Text("Áp dụng mức thu", "Fee begins"),
    What.FEE_ENDS: Text("Hết mức thu", "Fee ends"),
    What.PROPOSED: Text("Kiến nghị sửa đổi", "Change proposed"),
}
_NOTES: Final = (
    Text(
        "Hồ sơ được tính theo phiên bản thủ tục của ngày tiếp nhận. “Hết áp dụng” từ ngày ghi ở cột đầu.",
        "A dossier keeps the version of its day of reception. What ends holds no more from the day shown.",
    ),
)


def dated_table(changes: Iterable[Dated], received: Mapping[str, int], period: Period, names: Names) -> Table:
    """`received` are dossiers of the period by procedure and version."""
    rows = [_row(each, received, names) for each in changes]
    return Table(KEY, TITLE, period, _COLUMNS, (Section("changes", None, rows),), _NOTES)


def _row(change: Dated, received: Mapping[str, int], names: Names) -> Row:
    reference = change.procedure
    name = say(names.agency(change.subject)) if reference is None else names.procedure(reference)
    cells = (
        change.day,
        change.subject,
        name,
        None if change.field is None else names.field(change.field),
        None if change.agency is None else names.agency(change.agency),
        _WHAT[change.kind],
        change.detail or None,
        None if reference is None else received.get(reference, 0),
    )
    return Row(change.key, cells)
