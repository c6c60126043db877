"""The daily intake log as a report: GET /v1/reports/daily, `lienthong stats print daily`."""

from services.kernel.catalogue import Catalogue
from services.stats.application.lists.read_daily import read_daily
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.lists.daily import TITLE, daily_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["daily_paper"]


def daily_paper(reports: Reports, catalogue: Catalogue) -> Paper:
    async def answer(asked: Asked) -> Table:
        first, last = asked.day(FROM.name), asked.day(TO.name)
        agencies = asked.words(AGENCY.name)
        days = await reports.ask(lambda reader: read_daily(reader, first, last, agencies))
        return daily_table(days, Names(catalogue), asked.period)

    return Paper("daily", TITLE, (FROM, TO, AGENCY), answer)
