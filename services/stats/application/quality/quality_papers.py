"""GET /v1/reports/completeness, digitised, payments, apologies, hours, assistance and saturdays: one row per agency."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.quality.read_quality import (
    Agencies,
    read_assistance,
    read_desks,
    read_dossiers,
)
from services.stats.application.quality.read_saturdays import read_saturdays
from services.stats.application.reading import Reports
from services.stats.domain.desks import desks_in
from services.stats.domain.figures import Figures
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from services.stats.domain.quality.agency_table import AgencyTable, agency_table
from services.stats.domain.quality.apologies import APOLOGY
from services.stats.domain.quality.assistance import ASSISTANCE
from services.stats.domain.quality.completeness import COMPLETENESS
from services.stats.domain.quality.digitised import DIGITISED
from services.stats.domain.quality.hours import DESK_HOURS
from services.stats.domain.quality.payments import PAYMENTS
from services.stats.domain.quality.saturdays import SATURDAYS

__all__ = ["quality_papers"]

Read = Callable[[CounterReader, Agencies, date, date], Coroutine[Any, Any, dict[str, Figures]]]


def quality_papers(reports: Reports, catalogue: Catalogue, names: Names, clock: Clock) -> tuple[Paper, ...]:
    async def dossiers(reader: CounterReader, agencies: Agencies, first: date, last: date) -> dict[str, Figures]:
        return await read_dossiers(reader, agencies, first, last, local_day(clock()))

    async def hours(reader: CounterReader, agencies: Agencies, first: date, last: date) -> dict[str, Figures]:
        return await read_desks(reader, agencies, first, last, desks_in(catalogue, agencies, first, last))

    async def assistance(reader: CounterReader, agencies: Agencies, first: date, last: date) -> dict[str, Figures]:
        return await read_assistance(reader, agencies, first, last, desks_in(catalogue, agencies, first, last))

    kinds: tuple[tuple[AgencyTable, Read], ...] = (
        (COMPLETENESS, dossiers),
        (DIGITISED, dossiers),
        (PAYMENTS, dossiers),
        (APOLOGY, dossiers),
        (DESK_HOURS, hours),
        (ASSISTANCE, assistance),
        (SATURDAYS, read_saturdays),
    )
    return tuple(_paper(kind, read, reports, catalogue, names) for kind, read in kinds)


def _paper(kind: AgencyTable, read: Read, reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    def tier_of(agency: str) -> str:
        found = catalogue.agencies.get(AgencyCode(agency))
        return "" if found is None else found.tier

    async def answer(asked: Asked) -> Table:
        agencies, first, last = asked.words(AGENCY.name), asked.day(FROM.name), asked.day(TO.name)
        figures = await reports.ask(lambda reader: read(reader, agencies, first, last))
        return agency_table(kind, figures, tier_of, asked.period, names)

    return Paper(kind.key, kind.title, (FROM, TO, AGENCY), answer)
