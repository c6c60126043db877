"""A hand-off between agencies as a route keeps it: which report it was, and how its signature was verified."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kernel.agency_code import AgencyCode

__all__ = ["MOST_KEPT", "Handoff", "Outcome", "RefusedHandoff", "Verification"]

MOST_KEPT = 32
"""Hand-offs kept of one attempt, and refused ones of one route: the latest; whoever forges many fills no document."""


class Outcome(StrEnum):
    """GOOD: the signature fits the key. SESSION: said on the agency's own page by an account that had signed in."""

    GOOD = "good"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Verification:
    """`verified_at` is when it was checked here (UTC); a session has an `actor` (an account's id) and no key."""

    outcome: Outcome
    verified_at: datetime
    keyid: str | None = None
    algorithm: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Handoff:
    """A report that was taken: `report` is its id, `agency` who signed it, `at` its business time."""

    report: str
    kind: str
    agency: AgencyCode
    at: datetime
    verification: Verification


@dataclass(frozen=True, slots=True)
class RefusedHandoff:
    """A report whose signature did not hold. All but `reason` and the times is what it claims, and proves nothing.

    `recorded_at` is the broker's time; a key that nobody has is not repeated here.
    """

    report: str
    leg: str
    attempt: int
    agency: AgencyCode | None
    reason: str
    recorded_at: datetime
    verified_at: datetime
    keyid: str | None = None
    algorithm: str | None = None

    def repeats(self, other: "RefusedHandoff") -> bool:
        """The same record, delivered once more."""
        return (self.report, self.agency, self.recorded_at) == (other.report, other.agency, other.recorded_at)
