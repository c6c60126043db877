"""Hand-offs that were sent back, counted per dossier and agency: what delay and buck-passing look like."""

from collections import Counter
from dataclasses import dataclass

from services.kernel.agency_code import AgencyCode
from services.routing.domain.route import LegStatus, Route

__all__ = ["Returned", "returns_of"]


@dataclass(frozen=True, slots=True)
class Returned:
    """How often `agency` sent a leg back to `to_agency`."""

    agency: AgencyCode
    to_agency: AgencyCode
    times: int


def returns_of(route: Route) -> tuple[Returned, ...]:
    """In order of the agencies' codes."""
    counts = Counter(
        (leg.agency, route.legs[attempt.sender].agency)
        for leg in route.legs.values()
        for attempt in leg.attempts
        if attempt.status is LegStatus.SENT_BACK and attempt.sender
    )
    return tuple(Returned(agency, to, times) for (agency, to), times in sorted(counts.items()))
