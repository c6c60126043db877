"""Teams out of rosters, signing registers and the catalogue."""

from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, UnknownAgency, UnknownPack
from services.kernel.times import local_day
from services.routing.application.people.ports import KnownRegisters, KnownRosters
from services.routing.domain.people.roster import Roster
from services.routing.domain.people.team import Team

__all__ = ["KnownTeams"]


class KnownTeams:
    """Implements the domain's `Teams`."""

    def __init__(self, catalogue: Catalogue, rosters: KnownRosters, registers: KnownRegisters) -> None:
        self._catalogue = catalogue
        self._rosters = rosters
        self._registers = registers

    def team(self, agency: AgencyCode, moment: datetime) -> Team | None:
        roster, register = self._rosters.roster(agency), self._registers.register(agency)
        if roster is None and register is None:
            return None
        return self.with_roster(roster or Roster(agency), moment)

    def with_roster(self, roster: Roster, moment: datetime) -> Team | None:
        """A team with a roster that may not be kept yet; None for an agency that the catalogue does not know."""
        try:
            calendar = self._catalogue.calendar_for(roster.agency)
        except UnknownAgency:
            return None
        register = self._registers.register(roster.agency)
        return Team(roster, register, calendar, self._needs(roster.agency, moment))

    def _needs(self, agency: AgencyCode, moment: datetime) -> dict[str, tuple[str, ...]]:
        try:
            return dict(self._catalogue.rules_on(local_day(moment), agency).skills)
        except UnknownPack:
            return {}
