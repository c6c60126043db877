"""The calendar rules of all places, asked by agency and day."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from services.kernel.agency_code import AgencyCode, ancestors_of
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect, Mode, Plan

__all__ = ["ServiceModels"]

_REMEMBERED = 131_072


class ServiceModels:
    """Never changes, so answers are remembered."""

    def __init__(self, rules: Iterable[CalendarRule] = (), plans: Iterable[Plan] = ()) -> None:
        self.rules = tuple(rules)
        self.plans: Mapping[str, Plan] = {plan.number: plan for plan in plans}
        self.ruled = frozenset(rule.tag for rule in self.rules if rule.effect is not Effect.LABEL)
        self._at: dict[AgencyCode, list[CalendarRule]] = {}
        for rule in self.rules:
            for code in rule.agencies:
                self._at.setdefault(code, []).append(rule)
        self.rules_for = lru_cache(_REMEMBERED)(self._rules_for)

    def _rules_for(self, agency: AgencyCode, day: date) -> tuple[CalendarRule, ...]:
        """In force there and then, nearest first: a rule that replaces hides those of its tag further up."""
        chosen: dict[str, CalendarRule] = {}
        hidden: set[str] = set()
        for code in ancestors_of(agency):
            here = [rule for rule in self._at.get(code, ()) if rule.validity.covers(day) and rule.tag not in hidden]
            chosen |= {rule.key: rule for rule in here}
            hidden |= {rule.tag for rule in here if rule.mode is Mode.REPLACE}
        return tuple(chosen.values())
