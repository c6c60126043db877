"""Checks calendar rules against one another, against their plans and against opening hours."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_working_time import WorkingTimes
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect, Plan
from services.kernel.catalogue.service_model.service_models import ServiceModels
from services.kernel.working_time import Season, WorkingCalendar

__all__ = ["check_rules"]

_DAY = timedelta(days=1)
_WHOLE_WEEK = 7
_REPEATABLE = frozenset({Effect.REFUSE_PAPER, Effect.LABEL})
"""Whether one or two rules say so makes no difference."""
_LEAP_YEAR = [date(2024, 1, 1) + number * _DAY for number in range(366)]

Rules = list[Located[CalendarRule]]


def check_rules(rules: Rules, plans: Iterable[Located[Plan]], agencies: Agencies, times: WorkingTimes) -> None:
    for number, rule in enumerate(rules):
        _check_seasons(rule)
        _check_coincidence(rule, rules[:number])
        _check_opening_hours(rule, agencies, times)
    located = {rule.value.key: rule for rule in rules}
    models = ServiceModels(rule.value for rule in rules)
    for plan in plans:
        _check_minimum(plan.value, located, models)


def _check_seasons(rule: Located[CalendarRule]) -> None:
    """Every day of the year belongs to one season at most."""
    doubled = (day for day in _LEAP_YEAR if sum(season.covers(day) for season in rule.value.windows) > 1)
    if day := next(doubled, None):
        rule.section.fail("windows", f"two windows cover {day:%d/%m}", "end one the day before the next begins")


def _check_coincidence(rule: Located[CalendarRule], others: Rules) -> None:
    """Two rules of a tag must not speak for the same case at the same place and time."""
    if rule.value.effect in _REPEATABLE:
        return
    for other in (each.value for each in others):
        if _coincide(rule.value, other):
            what = f"rule {rule.value.key} overlaps rule {other.key}"
            rule.section.fail("key", what, "separate their weekdays, windows, fields, procedures or days")


def _coincide(one: CalendarRule, other: CalendarRule) -> bool:
    return (
        one.tag == other.tag
        and not set(one.agencies).isdisjoint(other.agencies)
        and one.validity.overlaps(other.validity)
        and _meet(one.weekdays, other.weekdays)
        and _meet(one.fields, other.fields)
        and _meet(one.procedures, other.procedures)
        and _windows_meet(one.windows, other.windows)
    )


def _meet(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str]) -> bool:
    """An empty set stands for everything."""
    return not one or not other or not one.isdisjoint(other)


def _windows_meet(one: tuple[Season, ...], other: tuple[Season, ...]) -> bool:
    if not one or not other:
        return True
    seasons = ((a, b) for a in one for b in other if any(a.covers(day) and b.covers(day) for day in _LEAP_YEAR))
    return any(a.opens < b.closes and b.opens < a.closes for x, y in seasons for a in x.windows for b in y.windows)


def _check_opening_hours(rule: Located[CalendarRule], agencies: Agencies, times: WorkingTimes) -> None:
    """An extended hour inside the opening hours would be an ordinary one: seasons that do not match show up here."""
    if rule.value.effect is not Effect.RECEPTION_WINDOW:
        return
    codes = [code for code in rule.value.agencies if code in agencies.by_code]
    for calendar in {times.calendars.get(agencies.by_code[code].calendar) for code in codes}:
        if calendar and (day := _open_anyway(rule.value, calendar)):
            what = f"the window lies inside the opening hours on {day:%d/%m}"
            rule.section.fail("windows", what, "move it, or correct the days of its season")


def _open_anyway(rule: CalendarRule, calendar: WorkingCalendar) -> date | None:
    first = date(calendar.last_year, 1, 1)
    days = (first + number * _DAY for number in range(365))
    return next((day for day in days if _overlaps_hours(rule, calendar, day)), None)


def _overlaps_hours(rule: CalendarRule, calendar: WorkingCalendar, day: date) -> bool:
    if rule.weekdays and day.isoweekday() not in rule.weekdays:
        return False
    bounds = (
        [datetime.combine(day, clock, tzinfo=calendar.zone) for clock in (window.opens, window.closes)]
        for window in rule.windows_on(day)
    )
    return any(calendar.spans(opens, closes) for opens, closes in bounds)


def _check_minimum(plan: Plan, located: dict[str, Located[CalendarRule]], models: ServiceModels) -> None:
    """Wherever a tag of the plan is held, local rules included, it is held on enough weekdays on every day."""
    for tag in sorted(plan.tags):
        ours = [rule for rule in models.rules if rule.tag == tag and rule.validity.overlaps(plan.validity)]
        places = {code for rule in ours for code in rule.agencies if is_within(code, plan.agency)}
        for place in sorted(places):
            _check_place(plan, tag, place, located, models, set(_turning_days(plan, ours)))


def _turning_days(plan: Plan, rules: Iterable[CalendarRule]) -> Iterator[date]:
    """The days of the plan on which the set of rules in force may change."""
    yield plan.validity.first
    for rule in rules:
        after = [rule.validity.last + _DAY] if rule.validity.last else []
        yield from (day for day in (rule.validity.first, *after) if plan.validity.covers(day))


def _check_place(
    plan: Plan,
    tag: str,
    place: AgencyCode,
    located: dict[str, Located[CalendarRule]],
    models: ServiceModels,
    days: set[date],
) -> None:
    for day in sorted(days):
        held = [rule for rule in models.rules_for(place, day) if rule.tag == tag]
        found = _weekdays(held)
        if held and found < plan.min_weekdays:
            what = f"{tag} on {found} weekdays a week at {place}, plan {plan.number} asks for {plan.min_weekdays}"
            located[held[0].key].section.fail("weekdays", what, "add weekdays, or cite a plan that allows fewer")


def _weekdays(rules: Iterable[CalendarRule]) -> int:
    found = [rule.weekdays for rule in rules]
    return len(frozenset().union(*found)) if all(found) else _WHOLE_WEEK
