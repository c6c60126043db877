"""Changes an agency's roster; concurrent changes are made again on the newer one."""

from collections.abc import Callable
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.vocabulary import Vocabulary
from services.kernel.times import Clock
from services.routing.application.people.known_teams import KnownTeams
from services.routing.application.people.ports import Rosters
from services.routing.domain.people.roster import Roster, Rostered
from services.runtime.failures import PermanentError

__all__ = ["KeepRoster"]

_ATTEMPTS: Final = 8


class KeepRoster:
    """Nobody is rostered for a field whose skills they lack (S2-19)."""

    def __init__(self, rosters: Rosters, teams: KnownTeams, words: Vocabulary, clock: Clock) -> None:
        self._rosters = rosters
        self._teams = teams
        self._words = words
        self._clock = clock

    async def put(self, agency: AgencyCode, entry: Rostered) -> Roster:
        """Raises PermanentError(agency_unknown | field_unknown | skill_unknown | period_invalid | skill_missing)."""
        self._check(agency, entry)
        return await self._change(agency, lambda roster: roster.with_officer(entry))

    async def remove(self, agency: AgencyCode, officer: str) -> Roster:
        """Somebody who is not on it is not on it afterwards either."""
        return await self._change(agency, lambda roster: roster.without(officer))

    async def read(self, agency: AgencyCode) -> Roster:
        return await self._rosters.current(agency)

    def _check(self, agency: AgencyCode, entry: Rostered) -> None:
        team = self._teams.with_roster(Roster(agency), self._clock())
        if team is None:
            raise PermanentError("agency_unknown", agency=agency)
        for field in entry.fields:
            if field not in self._words.fields:
                raise PermanentError("field_unknown", field=field)
        for skill in entry.skills:
            if skill not in self._words.skills:
                raise PermanentError("skill_unknown", skill=skill)
        if entry.valid_from and entry.valid_to and entry.valid_to <= entry.valid_from:
            raise PermanentError("period_invalid")
        for field, skills in team.missing(entry, entry.fields).items():
            raise PermanentError("skill_missing", field=field, skills=", ".join(skills))

    async def _change(self, agency: AgencyCode, change: Callable[[Roster], Roster]) -> Roster:
        for _ in range(_ATTEMPTS):
            before = await self._rosters.current(agency)
            after = change(before)
            if after is before or await self._rosters.replace(before, after):
                return after
        raise PermanentError("concurrent_change")
