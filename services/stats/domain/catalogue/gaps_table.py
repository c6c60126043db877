"""What desks do not publish, as a report."""

from typing import Final

from services.stats.domain.catalogue.gaps import HOTLINE, MAILBOX, Gaps
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["KEY", "TITLE", "gaps_table"]

KEY: Final = "contacts"
TITLE: Final = Text("Công khai đường dây nóng, hộp thư và thủ tục", "Published hotlines, mailboxes and procedures")
_MANY: Final = 5
_NOT_POSTED: Final = Text("Thủ tục chưa niêm yết", "Procedures not posted")
_COLUMNS: Final = (
    Column("agency", Text("Mã", "Code"), Kind.TEXT),
    Column("name", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("hotline", Text("Đường dây nóng", "Hotline"), Kind.TEXT),
    Column("mailbox", Text("Hộp thư góp ý", "Mailbox"), Kind.TEXT),
    Column("not_posted", Text("Số lượng", "Number"), Kind.COUNT, _NOT_POSTED),
    Column("which", Text("Nơi và thủ tục", "Place and procedures"), Kind.TEXT, _NOT_POSTED),
)
_LACKING: Final = Text("Còn thiếu", "Missing")


def gaps_table(gaps: Gaps, day: Period, names: Names) -> Table:
    rows = [Row(agency, _cells(gaps, agency, names)) for agency in gaps.agencies]
    lacking = [sum(what in each for each in gaps.contacts.values()) for what in (HOTLINE, MAILBOX)]
    unposted = sum(_number(gaps, agency) for agency in gaps.unposted)
    sums: tuple[Cell, ...] = (Text("Cộng", "Total"), None, str(lacking[0]), str(lacking[1]), unposted, None)
    section = Section("gaps", Text("Cơ quan còn thiếu", "Agencies with gaps"), (*rows, Row("total", sums, total=True)))
    return Table(KEY, TITLE, day, _COLUMNS, (section,), (_note(gaps),))


def _cells(gaps: Gaps, agency: str, names: Names) -> tuple[Cell, ...]:
    missing = gaps.contacts.get(agency, ())
    return (
        agency,
        names.agency(agency),
        _LACKING if HOTLINE in missing else None,
        _LACKING if MAILBOX in missing else None,
        _number(gaps, agency),
        _which(gaps, agency, names),
    )


def _number(gaps: Gaps, agency: str) -> int:
    return len({reference for found in gaps.unposted.get(agency, {}).values() for reference in found})


def _which(gaps: Gaps, agency: str, names: Names) -> Text | None:
    places = gaps.unposted.get(agency)
    if not places:
        return None
    told = [(names.place(place), _listed(found)) for place, found in places.items()]
    return Text("; ".join(f"{place.vi}: {codes}" for place, codes in told), "; ".join(f"{p.en}: {c}" for p, c in told))


def _listed(references: tuple[str, ...]) -> str:
    shown = ", ".join(references[:_MANY])
    return shown if len(references) <= _MANY else f"{shown} … ({len(references)})"


def _note(gaps: Gaps) -> Text:
    hotline, mailbox = gaps.published(HOTLINE), gaps.published(MAILBOX)
    return Text(
        f"Có đường dây nóng: {hotline.numerator}/{hotline.denominator} ({hotline.value} %); "
        f"có hộp thư góp ý: {mailbox.numerator}/{mailbox.denominator} ({mailbox.value} %).",
        f"With a hotline: {hotline.numerator} of {hotline.denominator} ({hotline.value} %); "
        f"with a mailbox: {mailbox.numerator} of {mailbox.denominator} ({mailbox.value} %).",
    )
