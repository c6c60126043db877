"""Extra hours and volunteer Saturdays: how many days of each rule were held at an agency, and what came on them.

They add reception and no working time, so what matters beside the count is whether deadlines were kept (article 001).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.service_model import CalendarRule, Effect, ServiceModels
from services.kernel.working_time import WorkingCalendar
from services.stats.domain.figures import Figures
from services.stats.domain.models.model_days import held_between

__all__ = ["Window", "days_held", "windows_of"]

_EXTRA: Final = frozenset({Effect.RECEPTION_WINDOW, Effect.RECEPTION_DAY})


@dataclass(frozen=True, slots=True)
class Window:
    """One rule at one agency; `figures` are of dossiers with its tag and fields that came on the days held."""

    rule: CalendarRule
    agency: str
    days: int
    figures: Figures


def windows_of(models: ServiceModels) -> Iterator[CalendarRule]:
    """Yield the rules that extend reception."""
    return (rule for rule in models.rules if rule.effect in _EXTRA)


def days_held(
    rule: CalendarRule, models: ServiceModels, agency: AgencyCode, calendar: WorkingCalendar, days: tuple[date, date]
) -> list[date]:
    """Return the days of a period, both ends included, on which the agency holds the rule; of loaded years only."""
    held = held_between(rule, calendar, *days)
    return [day for day in held if rule in models.rules_for(agency, day)]
