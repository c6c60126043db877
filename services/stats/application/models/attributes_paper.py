"""GET /v1/reports/attributes: received dossiers by every declared attribute, such as the event they were filed at."""

from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.facts import declared_attributes
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.reading import Reports
from services.stats.domain.figures import Group, Measures
from services.stats.domain.filters import Filters
from services.stats.domain.models.attributes_table import KEY, TITLE, attributes_table
from services.stats.domain.papers.asking import AGENCY, FIELD, FROM, PROCEDURE, TAG, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["attributes_paper"]


def attributes_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    declared = {name: values for name, values in declared_attributes(catalogue.packs).items() if values}

    async def answer(asked: Asked) -> Table:
        agencies, first, last = asked.words(AGENCY.name), asked.day(FROM.name), asked.day(TO.name)
        filters = Filters(
            procedures=asked.words(PROCEDURE.name), fields=asked.words(FIELD.name), tags=asked.words(TAG.name)
        )

        async def read(reader: CounterReader) -> dict[Group, Measures]:
            return await read_during(reader, await read_axes(reader, agencies), first, last, filters)

        return attributes_table(declared, await reports.ask(read), names, asked.period)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY, FIELD, PROCEDURE, TAG), answer)
