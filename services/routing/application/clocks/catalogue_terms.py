"""The catalogue as the clocks of legs ask it."""

from datetime import date
from functools import lru_cache
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, EscalationStep, EscalationTarget
from services.kernel.times import local_day
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.clocks.terms import ClockRules, Rung
from services.routing.domain.route import Route

__all__ = ["CatalogueTerms"]

_REMEMBERED: Final = 65_536
_MONITORING: Final = "monitoring"
_MINUTES_PER_HOUR: Final = 60


class CatalogueTerms:
    """Implements `ClockTerms`. The catalogue never changes, so answers are remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.calendar = lru_cache(_REMEMBERED)(self._calendar)
        self._on = lru_cache(_REMEMBERED)(self._rules_on)

    def rules(self, route: Route, agency: AgencyCode) -> ClockRules:
        if route.opened_at is None:
            message = "a route that was never opened has no legs to be ruled"
            raise ValueError(message)
        return self._on(local_day(route.opened_at), agency)

    def _calendar(self, agency: AgencyCode) -> WorkingCalendar:
        return self._catalogue.calendar_for(agency)

    def _rules_on(self, day: date, agency: AgencyCode) -> ClockRules:
        pack = self._catalogue.rules_on(day, agency)
        return ClockRules(pack.warning, tuple(self._rung(step, agency) for step in pack.escalation))

    def _rung(self, step: EscalationStep, agency: AgencyCode) -> Rung:
        return Rung(step.hours * _MINUTES_PER_HOUR, step.to.value, self._told(step.to, agency))

    def _told(self, target: EscalationTarget, agency: AgencyCode) -> AgencyCode | None:
        match target:
            case EscalationTarget.AGENCY:
                return agency
            case EscalationTarget.PARENT_AGENCY:
                return self._catalogue.agency(agency).parent
            case EscalationTarget.MONITORING_DESK:
                return self._catalogue.agency_with_role(_MONITORING, agency)
