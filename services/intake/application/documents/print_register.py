"""Prints the tracking book of an agency over a period."""

import asyncio
from datetime import date, timedelta
from typing import Final

from services.intake.application.documents.form_of import UNIT
from services.intake.application.documents.forms.register import blocks_of
from services.intake.application.documents.kinds import FormKind
from services.intake.application.documents.paper import Letterhead, Paper
from services.intake.application.documents.ports import DossierList, Issued, OpenApplicant, ReadLog, Serials
from services.intake.application.documents.print_form import PURPOSE
from services.intake.application.documents.source import Source, source_of
from services.intake.application.documents.wording import agency_title, dated
from services.intake.application.dossiers.ports import Kept
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["MOST_DAYS", "MOST_ROWS", "PrintRegister"]

MOST_DAYS: Final = 31
MOST_ROWS: Final = 1000
"""What one document holds: about sixty pages."""


class PrintRegister:
    """Names of applicants are in it, so every dossier that it shows is written down as read."""

    def __init__(
        self,
        dossiers: DossierList,
        terms: Terms,
        serials: Serials,
        open_applicant: OpenApplicant,
        log: ReadLog,
        clock: Clock,
    ) -> None:
        self._dossiers = dossiers
        self._terms = terms
        self._serials = serials
        self._open_applicant = open_applicant
        self._log = log
        self._clock = clock

    async def __call__(self, agency: AgencyCode, first: date, last: date, principal: Principal) -> Paper:
        """Raises PermanentError(agency_not_allowed | agency_unknown | register_period)."""
        self._check_in_charge(agency, principal)
        if not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
            raise PermanentError("register_period", days=MOST_DAYS)
        with as_permanent():
            self._terms.catalogue.agency(agency)
            pack = self._terms.pack(last)
        found = await self._dossiers.filed(agency, first, last, MOST_ROWS + 1)
        # The sandbox and the real desk know nothing of one another.
        shown = [kept for kept in found[:MOST_ROWS] if kept.dossier.filing.sandbox is principal.sandbox]
        await self._note(shown, principal)
        sources = await self._sources(shown)
        return Paper(
            form=pack.forms[FormKind.REGISTER],
            title=pack.form_titles.get(FormKind.REGISTER, "Sổ theo dõi hồ sơ"),
            subtitle=f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
            letterhead=self._letterhead(agency),
            blocks=blocks_of(sources, complete=len(found) <= MOST_ROWS),
            landscape=True,
        )

    def _check_in_charge(self, agency: AgencyCode, principal: Principal) -> None:
        """Who took over an agency's work has its books too."""
        heirs = self._terms.successors(agency, local_day(self._clock()))
        if principal.agencies.isdisjoint({agency, *heirs}):
            raise PermanentError("agency_not_allowed", agency=agency)

    async def _note(self, shown: list[Kept], principal: Principal) -> None:
        agencies = [(kept.dossier.agency, kept.dossier.code) for kept in shown]
        await asyncio.gather(
            *(self._log.record(principal.client_id, agency, code, PURPOSE) for agency, code in agencies)
        )

    async def _sources(self, shown: list[Kept]) -> tuple[Source, ...]:
        keys = [_receipt_key(kept) for kept in shown]
        issued: dict[str, Issued] = await self._serials.find_many(keys)
        holders = await self._dossiers.holders(shown)
        now = self._clock()
        return tuple(
            source_of(
                kept.dossier,
                self._terms,
                "",
                now,
                applicant=self._open_applicant(holders[kept.dossier.code]),
                issued=issued.get(_receipt_key(kept)),
            )
            for kept in shown
        )

    def _letterhead(self, code: AgencyCode) -> Letterhead:
        agency = self._terms.catalogue.agency(code)
        above = self._terms.catalogue.agencies.get(agency.parent) if agency.parent else None
        return Letterhead(
            agency_title(agency, self._terms.catalogue),
            UNIT,
            dated(agency.name, self._clock()),
            agency_title(above, self._terms.catalogue) if above else None,
        )


def _receipt_key(kept: Kept) -> str:
    return f"{kept.dossier.code}|{FormKind.RECEIPT}|1"
