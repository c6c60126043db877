"""Reserves dossier codes for an agency's own software."""

from datetime import date
from typing import Protocol

from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem

__all__ = ["ReserveCodes", "Reserving"]


class Reserving(Protocol):
    """Hands out numbers for good."""

    async def reserve(self, agency: AgencyCode, day: date, count: int, *, client: str, sandbox: bool) -> list[str]: ...


class ReserveCodes:
    """For today in Viet Nam; for a past day only with the scope backfill."""

    def __init__(self, reservations: Reserving, terms: Terms, clock: Clock) -> None:
        self._reservations = reservations
        self._terms = terms
        self._clock = clock

    async def __call__(
        self, principal: Principal, agency: AgencyCode, day: date | None, count: int
    ) -> tuple[date, list[str]]:
        """Return the day and its new codes; everything that can be refused is refused before numbers are taken."""
        today = local_day(self._clock())
        wanted = day or today
        if wanted > today:
            raise PermanentError("day_in_future", day=wanted.isoformat())
        if wanted < today and "backfill" not in principal.scopes:
            raise Problem("scope_missing", scope="backfill")
        with as_permanent():
            self._terms.agency_name(agency)
            self._terms.code(agency, wanted, 1)
        codes = await self._reservations.reserve(
            agency, wanted, count, client=principal.client_id, sandbox=principal.sandbox
        )
        return wanted, codes
