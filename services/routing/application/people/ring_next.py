"""Answers a switchboard: which extension to ring next for a field."""

from collections.abc import Collection, Iterator

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency, Catalogue, UnknownAgency
from services.kernel.times import Clock
from services.routing.domain.people.extensions import Ring, next_ring
from services.routing.domain.people.team import Teams
from services.runtime.failures import PermanentError

__all__ = ["RingNext"]


class RingNext:
    """Looks at the agency, then at those above it; who is away by the roster is not rung first."""

    def __init__(self, catalogue: Catalogue, teams: Teams, clock: Clock) -> None:
        self._catalogue = catalogue
        self._teams = teams
        self._clock = clock

    def __call__(self, agency: AgencyCode, field: str, tried: Collection[str]) -> Ring | None:
        """None when everybody was tried. Raises PermanentError(agency_unknown | field_unknown)."""
        if field not in self._catalogue.words.fields:
            raise PermanentError("field_unknown", field=field)
        try:
            agencies = list(self._upwards(agency))
        except UnknownAgency as error:
            raise PermanentError("agency_unknown", agency=agency) from error
        now = self._clock()
        team = self._teams.team(agency, now)
        field_away = team is not None and not team.is_anybody_there(field, now)
        return next_ring(agencies, field, tried, field_away=field_away)

    def _upwards(self, code: AgencyCode | None) -> Iterator[Agency]:
        while code is not None:
            agency = self._catalogue.agency(code)
            yield agency
            code = agency.parent
