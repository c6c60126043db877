"""A small report with every kind of cell."""

from datetime import UTC, date, datetime

from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Period, Row, Section, Table, Text, say
from services.stats.domain.rates import Rate

RESOLVED = Text("Đã giải quyết", "Resolved")
COLUMNS = (
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT, mark="(1)"),
    Column("early", Text("Trước hạn", "Early"), Kind.COUNT, RESOLVED, "(2)"),
    Column("late", Text("Quá hạn", "Late"), Kind.COUNT, RESOLVED, "(3)"),
    Column("rate", Text("Tỷ lệ", "Share"), Kind.RATE),
    Column("due", Text("Hạn", "Due"), Kind.DATE),
    Column("fees", Text("Lệ phí", "Fees"), Kind.MONEY),
    Column("wait", Text("Chờ", "Wait"), Kind.MINUTES),
)
NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ('=HYPERLINK("x")', 1_234_567, 3, Rate(2, 3), NOON, 25_000, AtMost(15)),
    (Text("Xã Hoà, Bình", "Commune"), 0, Mark.SUPPRESSED, Rate(0, 0), date(2026, 3, 2), None, 7),
)
TOTAL: tuple[Cell, ...] = (Text("Tổng", "Total"), 1_234_567, 3, Rate(1, 1), None, 25_000, Mark.NOT_KNOWN)


def sample() -> Table:
    rows = tuple(Row(f"H90.{number}", cells) for number, cells in enumerate(ROWS))
    return Table(
        key="sample",
        title=Text("Báo cáo mẫu", "Sample report"),
        period=Period(date(2026, 1, 1), date(2026, 3, 31)),
        columns=COLUMNS,
        sections=(
            Section("communes", Text("Cấp xã", "Communes"), rows),
            Section("sum", None, (Row("total", TOTAL, total=True),)),
        ),
        notes=(Text("Ghi chú một", "Note one"),),
        signers=(Text("Người lập biểu", "Prepared by"), Text("Thủ trưởng", "Head")),
    )


def long_table(number: int) -> Table:
    """Return a table of two columns and so many rows in two sections."""
    columns = (Column("name", say("Name"), Kind.TEXT), Column("count", say("Count"), Kind.COUNT))
    rows = [Row(f"r{n}", (f"row {n}", n)) for n in range(number)]
    half = number // 2
    sections = (Section("first", None, rows[:half]), Section("second", None, rows[half:]))
    return Table("long", say("Long"), Period(None, date(2026, 3, 31)), columns, sections)
