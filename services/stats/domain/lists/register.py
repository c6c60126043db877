"""The register of what was filed at an agency, one dossier a row, in the order of the codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState
from services.stats.domain.lists.words import channel_named, standing_named
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["TITLE", "Filed", "register_table"]

TITLE: Final = Text("Sổ theo dõi hồ sơ", "Register of dossiers")
_COLUMNS: Final = (
    Column("code", Text("Mã hồ sơ", "Code"), Kind.TEXT),
    Column("field", Text("Lĩnh vực", "Field"), Kind.TEXT),
    Column("procedure", Text("Thủ tục", "Procedure"), Kind.TEXT),
    Column("channel", Text("Hình thức nộp", "Channel"), Kind.TEXT),
    Column("received_on", Text("Ngày tiếp nhận", "Received"), Kind.DATE),
    Column("due_at", Text("Hẹn trả", "Due"), Kind.DATE),
    Column("standing", Text("Tình trạng", "Standing"), Kind.TEXT),
    Column("ended_on", Text("Ngày có kết quả", "Ended"), Kind.DATE),
    Column("returned_on", Text("Ngày trả", "Returned"), Kind.DATE),
)
_NOTES: Final = (
    Text(
        "Theo ngày nộp trong mã hồ sơ; không có hồ sơ mật.",
        "By the day of filing in the code; without secret dossiers.",
    ),
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A dossier as it stands now."""

    code: str
    state: DossierState


def register_table(filed: Iterable[Filed], names: Names, period: Period) -> Table:
    """Return a section an agency."""
    by_agency: dict[str, list[Row]] = {}
    for one in filed:
        by_agency.setdefault(one.state.cell.agency, []).append(_row(one, names))
    sections = [Section(code, say(names.agency(code)), rows) for code, rows in sorted(by_agency.items())]
    return Table("register", TITLE, period, _COLUMNS, sections, _NOTES)


def _row(filed: Filed, names: Names) -> Row:
    state = filed.state
    profile = parse_profile(state.cell.profile)
    return Row(
        filed.code,
        (
            filed.code,
            names.field(profile.field),
            names.procedure(state.cell.procedure),
            channel_named(profile.channel),
            state.received_on,
            state.due_at,
            standing_named(state.standing),
            state.resolved_on or state.refused_on,
            state.returned_on,
        ),
    )
