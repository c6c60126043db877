"""What rows ask of the catalogue: facts of the rules, which no dossier tells and no scale changes."""

from collections.abc import Collection
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import CalendarRule, Catalogue
from services.ops.scenario.model import Filter
from services.stats.application.reconcile.count_services import count_services

__all__ = ["CatalogueFacts"]

_SECONDS_IN_MINUTE: Final = 60


class CatalogueFacts:
    """As they stand on the last day of the scenario, unless the row names another one."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        self._catalogue = catalogue
        self._day = day

    def services(self, where: Filter) -> int:
        """Return how many services match; names as in a file of printed figures."""
        return count_services(self._catalogue, where, self._day)

    def models(self, where: Filter) -> int:
        """Return how many different models are in force together at the agencies."""
        return len({rule.tag for agency in where["agency"] for rule in self._rules(agency, where)})

    def window_minutes(self, where: Filter) -> int:
        """Return the length of a model's extended hours at the agencies on a day; raises ValueError for several."""
        lengths = {
            window.length.seconds // _SECONDS_IN_MINUTE
            for agency in where["agency"]
            for rule in self._rules(agency, where)
            if rule.tag in where["tag"]
            for window in rule.windows_on(self._on(where))
        }
        return _only(lengths)

    def _rules(self, agency: str, where: Filter) -> tuple[CalendarRule, ...]:
        return self._catalogue.service_models.rules_for(AgencyCode(agency), self._on(where))

    def _on(self, where: Filter) -> date:
        return date.fromisoformat(min(where["on"])) if "on" in where else self._day


def _only(values: Collection[int]) -> int:
    if len(values) != 1:
        message = f"windows of {sorted(values)} minutes, not of one length"
        raise ValueError(message)
    return next(iter(values))
