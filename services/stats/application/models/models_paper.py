"""GET /v1/reports/models: service models by plan."""

from services.kernel.catalogue import Catalogue
from services.stats.application.models.read_models import read_models
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.models.models_table import KEY, TITLE, models_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["models_paper"]


def models_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        first, last, agencies = asked.day(FROM.name), asked.day(TO.name), asked.words(AGENCY.name)
        found = await reports.ask(lambda reader: read_models(reader, catalogue.service_models, agencies, first, last))
        return models_table(found.blocks, found.outside, asked.period, names)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY), answer)
