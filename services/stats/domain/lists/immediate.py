"""Results on the day of reception, in minutes: by procedure, and by the role of who signed (articles 002, 004)."""

from collections.abc import Callable, Mapping
from typing import Final

from services.stats.domain.dossiers import MINUTES
from services.stats.domain.figures import Measures, total
from services.stats.domain.histogram import histogram
from services.stats.domain.measures.sheet import PERCENTS, minutes_of
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["TITLE", "immediate_table"]

TITLE: Final = Text("Trả kết quả ngay trong ngày, tính bằng phút", "Results on the day of reception, in minutes")
_TOOK: Final = Text("Phút, không quá", "Minutes, at most")
_COLUMNS: Final = (
    Column("subject", Text("Thủ tục, vai trò ký", "Procedure, role of the signer"), Kind.TEXT),
    Column("finished", Text("Hồ sơ", "Dossiers"), Kind.COUNT),
    *(Column(f"minutes_p{percent}", say(f"p{percent}"), Kind.MINUTES, _TOOK) for percent in PERCENTS),
)
_NOTES: Final = (
    Text(
        "Từ lúc tiếp nhận đến khi có kết quả, chỉ hồ sơ có kết quả trong ngày tiếp nhận; "
        "p90 là mức mà 90% hồ sơ không vượt quá, theo thang thời gian.",
        "From reception to the result, of dossiers that had it on the day of reception; "
        "p90 is what 90% did not exceed, by the bounds of a ladder.",
    ),
)


def immediate_table(
    procedures: Mapping[str, Measures], signers: Mapping[str, Measures], names: Names, period: Period
) -> Table:
    """Return rows of those that have any."""
    sections = (
        Section("procedures", Text("Theo thủ tục", "By procedure"), _rows(procedures, names.procedure)),
        Section("signers", Text("Theo vai trò ký", "By role of the signer"), _rows(signers, say)),
        Section("total", None, (_row("total", Text("Tổng số", "Total"), total(procedures.values()), whole=True),)),
    )
    return Table("immediate", TITLE, period, _COLUMNS, [section for section in sections if section.rows], _NOTES)


def _rows(measures: Mapping[str, Measures], name: Callable[[str], Text]) -> tuple[Row, ...]:
    counted = {key: told for key, told in sorted(measures.items()) if histogram(told, MINUTES).number}
    return tuple(_row(key, name(key), told) for key, told in counted.items())


def _row(key: str, name: Text, measures: Measures, *, whole: bool = False) -> Row:
    number = histogram(measures, MINUTES).number
    return Row(key, (name, number, *(minutes_of(measures, MINUTES, percent) for percent in PERCENTS)), total=whole)
