"""The plainest paper: what came in, what was resolved and what is pending, by procedure and by service model."""

from collections.abc import Callable, Mapping
from typing import Final

from services.kernel.times import Clock, local_day
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.application.summarise import Summary, summarise
from services.stats.domain.figures import Figures
from services.stats.domain.filters import Filters
from services.stats.domain.papers.asking import AGENCY, FROM, PROCEDURE, TAG, TO, Asked
from services.stats.domain.papers.columns import JUDGED, ON_TIME_RATE, OPEN, RECEIVED, REFUSED, RESOLVED
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["procedures_paper"]

TITLE: Final = Text("Hồ sơ tiếp nhận và giải quyết", "Dossiers received and resolved")
_COLUMNS: Final = (
    Column("code", Text("Mã", "Code"), Kind.TEXT),
    Column("subject", Text("Thủ tục, mô hình", "Procedure, service model"), Kind.TEXT),
    RECEIVED,
    REFUSED,
    *JUDGED,
    Column("withdrawn", Text("Rút hồ sơ", "Withdrawn"), Kind.COUNT, RESOLVED),
    Column("stopped", Text("Dừng giải quyết", "Stopped"), Kind.COUNT, RESOLVED),
    *OPEN,
    ON_TIME_RATE,
    Column("interlinked_groups", Text("Nhóm liên thông", "Interlinked groups"), Kind.COUNT),
)
_NOTES: Final = (
    Text(
        "Tỷ lệ đúng hạn = (trước hạn + đúng hạn) / (trước hạn + đúng hạn + quá hạn).",
        "On time = (early + on time) / (early + on time + late).",
    ),
    Text(
        "Hồ sơ thuộc nhiều mô hình được tính ở từng mô hình; các dòng mô hình không cộng thành tổng.",
        "A dossier under several service models counts in each of them; their rows do not add up to the total.",
    ),
    Text(
        "Nhóm liên thông là hồ sơ chung của các thủ tục liên thông; chỉ hồ sơ thành phần được đếm là hồ sơ tiếp nhận.",
        "An interlinked group is the parent of several dossiers; only these are counted as received.",
    ),
)


def procedures_paper(reports: Reports, names: Names, clock: Clock) -> Paper:
    async def answer(asked: Asked) -> Table:
        period = asked.period
        first = asked.day(FROM.name)
        filters = Filters(procedures=asked.words(PROCEDURE.name), tags=asked.words(TAG.name))
        agencies = asked.words(AGENCY.name)
        today = local_day(clock())
        summary = await reports.ask(lambda reader: summarise(reader, first, period.last, filters, agencies, today))
        return procedures_table(summary, names, period)

    return Paper("procedures", TITLE, (FROM, TO, AGENCY, PROCEDURE, TAG), answer)


def procedures_table(summary: Summary, names: Names, period: Period) -> Table:
    sections = [
        Section("procedures", Text("Theo thủ tục", "By procedure"), _rows(summary.by_procedure, names.procedure)),
        Section("tags", Text("Theo mô hình", "By service model"), _rows(summary.by_tag, names.tag)),
        Section("total", None, (_row("total", None, Text("Tổng số", "Total"), summary.total, total=True),)),
    ]
    return Table("procedures", TITLE, period, _COLUMNS, [one for one in sections if one.rows], _NOTES)


def _rows(figures: Mapping[str, Figures], named: Callable[[str], Text]) -> tuple[Row, ...]:
    return tuple(_row(key, key, named(key), shown) for key, shown in figures.items())


def _row(key: str, code: str | None, name: Text, figures: Figures, *, total: bool = False) -> Row:
    cells: tuple[Cell, ...] = (
        code,
        name,
        figures.received,
        figures.refused,
        *figures.resolved.values(),
        figures.pending_in_time,
        figures.pending_late,
        figures.rates["on_time"],
        figures.interlinked_groups,
    )
    return Row(key, cells, total)
