"""Which agencies may see and change a dossier."""

from services.intake.application.dossiers.holders import holders_of
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.times import Clock, local_day, utc_now
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem

__all__ = ["Desk"]


class Desk:
    """The receiving agency changes a dossier; every agency of its route may read it; for others it does not exist.

    A dossier keeps the agency that received it; who took over that agency's work since may do the same as it.
    """

    def __init__(self, dossiers: Dossiers, terms: Terms, clock: Clock = utc_now) -> None:
        self._dossiers = dossiers
        self._terms = terms
        self._clock = clock

    async def read(self, code: str, principal: Principal) -> Kept:
        """Raises Problem(dossier_not_found)."""
        kept = await self._dossiers.load(code)
        if kept is None or not self._may_see(kept.dossier, principal):
            raise Problem("dossier_not_found", code=code)
        return kept

    async def open(self, code: str, principal: Principal) -> Kept:
        """For a change. Raises Problem(dossier_not_found) and PermanentError(agency_not_allowed)."""
        kept = await self.read(code, principal)
        if not self.in_charge(kept.dossier, principal):
            raise PermanentError("agency_not_allowed", agency=kept.dossier.agency)
        return kept

    async def holder_of(self, kept: Kept) -> Kept:
        """Whose applicant it is; for callers that have checked already who may see `kept`."""
        return (await holders_of(self._dossiers, (kept,)))[kept.dossier.code]

    def _may_see(self, dossier: Dossier, principal: Principal) -> bool:
        """The sandbox and the real desk know nothing of one another, whatever agency both act for."""
        return dossier.filing.sandbox is principal.sandbox and self._takes_part(dossier, principal)

    def in_charge(self, dossier: Dossier, principal: Principal) -> bool:
        if dossier.agency in principal.agencies:
            return True
        return not principal.agencies.isdisjoint(self._terms.successors(dossier.agency, local_day(self._clock())))

    def _takes_part(self, dossier: Dossier, principal: Principal) -> bool:
        if self.in_charge(dossier, principal):
            return True
        if dossier.filing.secret:
            return False
        named = {leg.agency for leg in dossier.route.legs}
        declared = self._terms.participants(dossier.filing.procedure, dossier.agency)
        return not principal.agencies.isdisjoint(named | declared)
