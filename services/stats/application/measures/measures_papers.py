"""Every sheet as a report, in every format."""

from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.application.measures.names import SUBJECTS, namer
from services.stats.application.measures.read_sheet import Wanted, read_sheet
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.reading import Reports
from services.stats.domain.measures.desk_sheets import CALLS, HOURS, PETITIONS, SURVEYS, TICKETS, VISITS
from services.stats.domain.measures.leg_sheets import ACTS, LATE_CAUSES, LEGS
from services.stats.domain.measures.message_sheets import MESSAGES
from services.stats.domain.measures.rows import table_of
from services.stats.domain.measures.sheet import Sheet
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked, Parameter, Shape
from services.stats.domain.papers.table import Period, Table

__all__ = ["SHEETS", "measures_papers", "read_table"]

SHEETS: Final[dict[str, tuple[Sheet, ...]]] = {
    "desk": (TICKETS, CALLS, VISITS, HOURS, PETITIONS, SURVEYS),
    "legs": (LEGS, ACTS, LATE_CAUSES),
    "messages": (MESSAGES,),
}
"""Sheets by what they are about."""

_BY: Final = "by"


def measures_papers(reports: Reports, catalogue: Catalogue) -> tuple[Paper, ...]:
    """Return one paper for each sheet."""
    return tuple(_paper(sheet, reports, catalogue) for sheets in SHEETS.values() for sheet in sheets)


async def read_table(reader: CounterReader, sheet: Sheet, wanted: Wanted, catalogue: Catalogue) -> Table:
    """Return the sheet's table."""
    rows = await read_sheet(reader, sheet, wanted)
    period = Period(wanted.first, wanted.last)
    return table_of(sheet, rows, period, SUBJECTS[wanted.by], namer(catalogue, wanted.by))


def _paper(sheet: Sheet, reports: Reports, catalogue: Catalogue) -> Paper:
    async def answer(asked: Asked) -> Table:
        by = asked.word(_BY) or sheet.usual
        wanted = Wanted(asked.day(FROM.name), asked.day(TO.name), asked.words(AGENCY.name), by)
        return await reports.ask(lambda reader: read_table(reader, sheet, wanted, catalogue))

    meaning = f"What rows stand for: {', '.join(sorted(sheet.choices))}; {sheet.usual} if not given"
    by = Parameter(_BY, Shape.WORD, meaning, choices=sheet.choices)
    return Paper(sheet.key, sheet.title, (FROM, TO, AGENCY, by), answer)
