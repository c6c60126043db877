"""Uptake (article 000): dossiers that a model day would have served, and those of them that came on one.

A dossier is eligible for a tag if one of the agency's rules takes its procedure and its facts meet the condition,
whatever the weekday; it came on a model day if that rule is held on the day of its reception.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.service_model import CalendarRule, Effect, ServiceModels
from services.kernel.working_time import WorkingCalendar
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import Group, Measures, of
from services.stats.domain.models.model_days import held_between
from services.stats.domain.rates import Rate

__all__ = ["ModelDays", "Rules", "Stretch", "Uptake", "count_eligible", "stretches"]

_DAY: Final = timedelta(days=1)
_MODEL_DAYS: Final = frozenset({Effect.SAME_DAY, Effect.NO_WRITING})
"""Of the other effects the hour decides, not the day, or nothing about the dossier."""
Rules = tuple[CalendarRule, ...]
NeedsVerification = Callable[[str], bool]
"""Whether a procedure (by reference) always needs one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, on which the same rules of a tag are in force at an agency."""

    tag: str
    rules: Rules
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Uptake:
    """Of one tag at one agency; `days` are the model days that were held."""

    tag: str
    agency: str
    days: int
    came: int
    eligible: int

    @property
    def rate(self) -> Rate:
        return Rate(self.came, self.eligible)


def stretches(models: ServiceModels, agency: AgencyCode, first: date, last: date) -> Iterator[Stretch]:
    """Yield the stretches of a period in which the agency has model days, by tag."""
    begins, held = first, _by_tag(models.rules_for(agency, first))
    for day in sorted(day for day in _changes(models) if first < day <= last):
        following = _by_tag(models.rules_for(agency, day))
        if following != held:
            yield from (Stretch(tag, rules, begins, day - _DAY) for tag, rules in held.items())
            begins, held = day, following
    yield from (Stretch(tag, rules, begins, last) for tag, rules in held.items())


class ModelDays:
    """Which days rules are held on; many agencies share a rule and a calendar, so answers are remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, date, date], frozenset[date]] = {}

    def held_together(self, stretch: Stretch, calendar: WorkingCalendar) -> list[tuple[Rules, list[date]]]:
        """Return rules that are held on the same days, with these; days whose year is not loaded are none."""
        by_rule = {rule.key: self._of_rule(rule, calendar, stretch.first, stretch.last) for rule in stretch.rules}
        found: dict[tuple[str, ...], tuple[Rules, list[date]]] = {}
        for day in sorted(frozenset().union(*by_rule.values())):
            held = tuple(rule for rule in stretch.rules if day in by_rule[rule.key])
            found.setdefault(tuple(rule.key for rule in held), (held, []))[1].append(day)
        return list(found.values())

    def _of_rule(self, rule: CalendarRule, calendar: WorkingCalendar, first: date, last: date) -> frozenset[date]:
        asked = (rule.key, calendar.key, first, last)
        if asked not in self._known:
            self._known[asked] = frozenset(held_between(rule, calendar, first, last))
        return self._known[asked]


def count_eligible(groups: Mapping[Group, Measures], rules: Rules, needs_verification: NeedsVerification) -> int:
    """Return how many received dossiers at least one of the rules takes."""
    return sum(of(measures, RECEIVED) for group, measures in groups.items() if _takes(rules, group, needs_verification))


def _takes(rules: Iterable[CalendarRule], group: Group, needs_verification: NeedsVerification) -> bool:
    reference, key = group
    profile, code = parse_profile(key), reference.partition("@")[0]
    facts = dict(profile.attributes)
    return any(
        rule.takes(code, profile.field) and rule.meets(facts, needs_verification=needs_verification(reference))
        for rule in rules
    )


def _changes(models: ServiceModels) -> set[date]:
    """Return the days on which any rule begins, or holds no more."""
    begins = {rule.validity.first for rule in models.rules}
    return begins | {rule.validity.last + _DAY for rule in models.rules if rule.validity.last is not None}


def _by_tag(rules: Rules) -> dict[str, Rules]:
    found: dict[str, Rules] = {}
    for rule in rules:
        if rule.weekdays and rule.effect in _MODEL_DAYS:
            found[rule.tag] = (*found.get(rule.tag, ()), rule)
    return found
