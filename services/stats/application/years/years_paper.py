"""GET /v1/reports/years: a row per year and rule pack."""

from collections.abc import Iterable
from datetime import date

from services.kernel.catalogue import RulePack
from services.kernel.times import Clock, local_day
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.quality.read_quality import read_dossiers
from services.stats.application.reach import read_reach
from services.stats.application.reading import Reports
from services.stats.domain.figures import Figures, total
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.table import Table
from services.stats.domain.years.parts import Part, parts_of
from services.stats.domain.years.years_table import KEY, TITLE, years_table

__all__ = ["years_paper"]


def years_paper(reports: Reports, packs: Iterable[RulePack], clock: Clock) -> Paper:
    packs = tuple(packs)

    async def answer(asked: Asked) -> Table:
        agencies, first, last = asked.words(AGENCY.name), asked.day(FROM.name), asked.day(TO.name)
        today = local_day(clock())
        parts = await reports.ask(lambda reader: _read(reader, agencies, parts_of(packs, first, last), today))
        return years_table(parts, asked.period)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY), answer)


async def _read(
    reader: CounterReader, agencies: frozenset[str] | None, parts: Iterable[Part], today: date
) -> list[tuple[Part, Figures]]:
    """Return the parts that counted days lie in: none of the years before or after all of them, none to come."""
    reaches = await read_reach(reader)
    began = min((reach.first for reach in reaches), default=date.max)
    ended = min(today, max((reach.last for reach in reaches), default=date.min))
    found = []
    for part in parts:
        if part.last >= began and part.first <= ended:
            figures = (await read_dossiers(reader, agencies, part.first, part.last, today)).values()
            summed = Figures(total(each.during for each in figures), total(each.until for each in figures))
            found.append((part, summed))
    return found
