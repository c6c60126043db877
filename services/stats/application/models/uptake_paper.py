"""GET /v1/reports/uptake: who made use of model days."""

from services.kernel.catalogue import Catalogue
from services.stats.application.models.read_uptake import read_uptake
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.models.uptake_table import KEY, TITLE, uptake_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["uptake_paper"]


def uptake_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        first, last, agencies = asked.day(FROM.name), asked.day(TO.name), asked.words(AGENCY.name)
        found = await reports.ask(lambda reader: read_uptake(reader, catalogue, agencies, first, last))
        return uptake_table(found, asked.period, names)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY), answer)
