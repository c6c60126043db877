"""GET /v1/reports/contacts: what desks do not publish, on a day."""

import asyncio

from services.kernel.catalogue import Catalogue
from services.stats.application.papers.paper import Paper
from services.stats.domain.catalogue.gaps import gaps_at
from services.stats.domain.catalogue.gaps_table import KEY, TITLE, gaps_table
from services.stats.domain.papers.asking import AGENCY, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["contacts_paper"]


def contacts_paper(catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        day, agencies = asked.day(TO.name), asked.words(AGENCY.name)
        return gaps_table(await asyncio.to_thread(gaps_at, catalogue, agencies, day), asked.period, names)

    return Paper(KEY, TITLE, (TO, AGENCY), answer)
