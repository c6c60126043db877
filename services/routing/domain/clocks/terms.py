"""What the rules of a dossier's day say of the clocks of its legs, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.kernel.warning import WarningRule
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.route import Route

__all__ = ["ClockRules", "ClockTerms", "Rung"]


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the escalation ladder: `minutes` of working time after the due time, told `to` whom.

    `agency` is who that is for this leg; None when nobody was declared.
    """

    minutes: int
    to: str
    agency: AgencyCode | None


@dataclass(frozen=True, slots=True)
class ClockRules:
    """For the legs of one agency; the ladder in the order of its steps."""

    warning: WarningRule
    ladder: Sequence[Rung]


class ClockTerms(Protocol):
    """Raises MissingYearError, UnknownAgency or UnknownPack where the catalogue cannot tell."""

    def rules(self, route: Route, agency: AgencyCode) -> ClockRules:
        """Those of the day on which the route was opened."""
        ...

    def calendar(self, agency: AgencyCode) -> WorkingCalendar: ...
