"""The register of an agency as a report: GET /v1/reports/register, `lienthong stats print register`."""

from dataclasses import replace
from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.application.lists.read_filed import agencies_within, read_filed
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.register import TITLE, register_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["ONE_AGENCY", "register_paper"]

ONE_AGENCY: Final = replace(AGENCY, required=True)
"""Single dossiers are read for named agencies only: nobody needs all of a province's in one table."""


def register_paper(reports: Reports, rules: TopicRules, catalogue: Catalogue) -> Paper:
    """`rules` are those of dossiers."""

    async def answer(asked: Asked) -> Table:
        first, last = asked.day(FROM.name), asked.day(TO.name)
        agencies = agencies_within(catalogue, asked.words(AGENCY.name) or ())
        filed = await reports.read(lambda ledger: read_filed(ledger, rules, agencies, first, last))
        return register_table(filed, Names(catalogue), asked.period)

    return Paper("register", TITLE, (FROM, TO, ONE_AGENCY), answer)
