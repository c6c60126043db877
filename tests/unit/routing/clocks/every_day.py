"""Rules for the clocks of legs that hold on every day and everywhere."""

from dataclasses import dataclass, field
from datetime import timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.warning import WarningRule
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.clocks.terms import ClockRules, Rung
from services.routing.domain.route import Route
from tests.unit.routing.graphs import CALENDAR

LADDER = (
    Rung(4 * 60, "agency", AgencyCode("H90.20.01")),
    Rung(8 * 60, "parent_agency", AgencyCode("H90")),
    Rung(16 * 60, "monitoring_desk", None),
)


@dataclass
class EveryDay:
    """Implements `ClockTerms`; `failure` is raised instead while it is set."""

    given: ClockRules = field(
        default_factory=lambda: ClockRules(WarningRule(timedelta(hours=24), timedelta(minutes=60)), LADDER)
    )
    failure: Exception | None = None

    def rules(self, route: Route, agency: AgencyCode) -> ClockRules:
        if self.failure is not None:
            raise self.failure
        return self.given

    def calendar(self, agency: AgencyCode) -> WorkingCalendar:
        return CALENDAR
