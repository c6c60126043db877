"""GET /v1/reports/services: online levels, and which online services are in use."""

import asyncio
from datetime import date

from services.kernel.catalogue import Catalogue
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.reading import Reports
from services.stats.domain.catalogue.offered import Offered, matches, offered_at
from services.stats.domain.catalogue.offered_table import KEY, TITLE, OfferedTable
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import of
from services.stats.domain.filters import Filters
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked, Parameter, Shape
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["services_paper"]

_CODES = Parameter("procedure", Shape.WORD, "A code, or 9.8* for all that begin so", many=True)
_ONLINE = Filters(channels=frozenset({"online"}))


def services_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    table = OfferedTable(names, catalogue.words.legacy_levels)

    async def answer(asked: Asked) -> Table:
        agencies, wanted, period = asked.words(AGENCY.name), asked.words(_CODES.name), asked.period
        first, last = asked.day(FROM.name), period.last
        used = await reports.ask(lambda reader: _used(reader, agencies, first, last))

        def look_up() -> list[Offered]:
            every = offered_at(catalogue, agencies, last)
            return [each for each in every if matches(each.procedure, wanted)]

        return table(await asyncio.to_thread(look_up), used, period)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY, _CODES), answer)


async def _used(reader: CounterReader, agencies: frozenset[str] | None, first: date, last: date) -> frozenset[str]:
    """Return the codes of procedures with an online dossier received in the period."""
    groups = await read_during(reader, await read_axes(reader, agencies), first, last, _ONLINE)
    return frozenset(
        procedure.partition("@")[0] for (procedure, _), measures in groups.items() if of(measures, RECEIVED)
    )
