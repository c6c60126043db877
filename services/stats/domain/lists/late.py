"""The late list: dossiers whose due day has passed without an end, with how late they are and who has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState
from services.stats.domain.lists.words import apology_named, channel_named, standing_named
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Mark, Period, Row, Section, Table, Text

__all__ = ["TITLE", "HeldBy", "LateDossier", "late_table"]

TITLE: Final = Text("Hồ sơ quá hạn chưa giải quyết", "Late dossiers")
_DELAY: Final = Text("Quá hạn", "Late by")
_HOLDER: Final = Text("Đang ở", "Is with")
_COLUMNS: Final = (
    Column("code", Text("Mã hồ sơ", "Code"), Kind.TEXT),
    Column("agency", Text("Cơ quan tiếp nhận", "Receiving agency"), Kind.TEXT),
    Column("field", Text("Lĩnh vực", "Field"), Kind.TEXT),
    Column("procedure", Text("Thủ tục", "Procedure"), Kind.TEXT),
    Column("channel", Text("Hình thức nộp", "Channel"), Kind.TEXT),
    Column("received_on", Text("Ngày tiếp nhận", "Received"), Kind.DATE),
    Column("due_at", Text("Hẹn trả", "Due"), Kind.DATE),
    Column("days", Text("Ngày", "Days"), Kind.COUNT, _DELAY),
    Column("working_minutes", Text("Phút làm việc", "Working minutes"), Kind.MINUTES, _DELAY),
    Column("standing", Text("Tình trạng", "Standing"), Kind.TEXT),
    Column("apology", Text("Phiếu xin lỗi", "Apology"), Kind.TEXT),
    Column("leg", Text("Bước", "Leg"), Kind.TEXT, _HOLDER),
    Column("holder", Text("Cơ quan", "Agency"), Kind.TEXT, _HOLDER),
    Column("officer", Text("Cán bộ", "Officer"), Kind.TEXT, _HOLDER),
)
_DAYS: Final = Text(
    "Số ngày quá hạn là số ngày dương lịch sau ngày hẹn trả; phút làm việc theo lịch của cơ quan tiếp nhận.",
    "Days are calendar days after the due day; working minutes are by the calendar of the receiving agency.",
)
_SECRET: Final = Text(
    "Hồ sơ mật không nằm trong danh sách.",
    "Secret dossiers are not in the list.",
)
_PRESENT: Final = Text(
    "Cơ quan và cán bộ đang giữ hồ sơ chỉ được biết cho thời điểm hiện tại.",
    "Who has a dossier is known for the present only.",
)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """The leg that is due first; no officer while nobody was named."""

    leg: str
    agency: str
    officer: str | None


@dataclass(frozen=True, slots=True)
class LateDossier:
    """`working_minutes` is None where the calendar does not say; `holder` None where nobody has it or nobody knows.

    `standing` and `apology` are those of the moment that the list is of, whatever became of it since.
    """

    code: str
    state: DossierState
    standing: str
    apology: str
    due_at: datetime
    days: int
    working_minutes: int | None
    holder: HeldBy | None


def late_table(dossiers: Iterable[LateDossier], names: Names, day: date, *, present: bool) -> Table:
    """Return them in the given order; `present` says that holders were asked for."""
    rows = [_row(dossier, names) for dossier in dossiers]
    notes = (_DAYS, _SECRET) if present else (_DAYS, _SECRET, _PRESENT)
    return Table("late", TITLE, Period(None, day), _COLUMNS, (Section("dossiers", None, rows),), notes)


def _row(dossier: LateDossier, names: Names) -> Row:
    state, holder = dossier.state, dossier.holder
    profile = parse_profile(state.cell.profile)
    cells: tuple[Cell, ...] = (
        dossier.code,
        names.agency(state.cell.agency),
        names.field(profile.field),
        names.procedure(state.cell.procedure),
        channel_named(profile.channel),
        state.received_on,
        dossier.due_at,
        dossier.days,
        Mark.NOT_KNOWN if dossier.working_minutes is None else dossier.working_minutes,
        standing_named(dossier.standing),
        apology_named(dossier.apology),
        None if holder is None else holder.leg,
        None if holder is None else names.agency(holder.agency),
        None if holder is None else holder.officer,
    )
    return Row(dossier.code, cells)
