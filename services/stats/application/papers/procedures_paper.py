"""The plainest paper: what came in, what was resolved and what is pending, by procedure and by service model."""

from collections.abc import Mapping
from typing import Final

from services.kernel.times import Clock, local_day
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.application.summarise import Summary, summarise
from services.stats.domain.figures import Figures
from services.stats.domain.filters import Filters
from services.stats.domain.papers.asking import AGENCY, FROM, PROCEDURE, TAG, TO, Asked
from services.stats.domain.papers.columns import JUDGED, ON_TIME_RATE, OPEN, RECEIVED, REFUSED, RESOLVED
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["procedures_paper"]

TITLE: Final = Text("Hồ sơ tiếp nhận và giải quyết", "Dossiers received and resolved")
_COLUMNS: Final = (
    Column("subject", Text("Thủ tục, mô hình", "Procedure, service model"), Kind.TEXT),
    RECEIVED,
    REFUSED,
    *JUDGED,
    Column("withdrawn", Text("Rút hồ sơ", "Withdrawn"), Kind.COUNT, RESOLVED),
    Column("stopped", Text("Dừng giải quyết", "Stopped"), Kind.COUNT, RESOLVED),
    *OPEN,
    ON_TIME_RATE,
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
)


def procedures_paper(reports: Reports, clock: Clock) -> Paper:
    async def answer(asked: Asked) -> Table:
        period = asked.period
        first = asked.day(FROM.name)
        filters = Filters(procedures=asked.words(PROCEDURE.name), tags=asked.words(TAG.name))
        agencies = asked.words(AGENCY.name)
        today = local_day(clock())
        summary = await reports.ask(lambda reader: summarise(reader, first, period.last, filters, agencies, today))
        return procedures_table(summary, period)

    return Paper("procedures", TITLE, (FROM, TO, AGENCY, PROCEDURE, TAG), answer)


def procedures_table(summary: Summary, period: Period) -> Table:
    sections = [
        Section("procedures", Text("Theo thủ tục", "By procedure"), _rows(summary.by_procedure)),
        Section("tags", Text("Theo mô hình", "By service model"), _rows(summary.by_tag)),
        Section("total", None, (_row("total", Text("Tổng số", "Total"), summary.total, total=True),)),
    ]
    return Table("procedures", TITLE, period, _COLUMNS, [one for one in sections if one.rows], _NOTES)


def _rows(figures: Mapping[str, Figures]) -> tuple[Row, ...]:
    return tuple(_row(key, say(key), shown) for key, shown in figures.items())


def _row(key: str, name: Text, figures: Figures, *, total: bool = False) -> Row:
    cells: tuple[Cell, ...] = (
        name,
        figures.received,
        figures.refused,
        *figures.resolved.values(),
        figures.pending_in_time,
        figures.pending_late,
        figures.rates["on_time"],
    )
    return Row(key, cells, total)
