"""Reads calendar rules."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from services.kernel.catalogue.facts import read_condition
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.period import ALWAYS, Period
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.read_working_time import read_month_day, read_window
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.service_model.read_plans import Surroundings, read_procedure_codes
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect, Mode, Plan
from services.kernel.working_time import Season

__all__ = ["read_rules"]

_WEEKDAYS = range(1, 8)

Plans = Mapping[str, Located[Plan]]


def read_rules(sections: Iterable[Section], plans: Plans, around: Surroundings) -> list[Located[CalendarRule]]:
    found = [Located(_read_rule(section, plans, around), section) for section in sections]
    keys: set[str] = set()
    for rule in found:
        if rule.value.key in keys:
            rule.section.fail("key", f"rule {rule.value.key} is declared twice", "give each its own key")
        keys.add(rule.value.key)
    return found


def _read_rule(section: Section, plans: Plans, around: Surroundings) -> CalendarRule:
    plan = _read_plan(section, plans)
    rule = CalendarRule(
        key=section.text("key"),
        tag=section.choice("tag", around.tags),
        effect=section.word("effect", Effect, Effect.LABEL),
        agencies=tuple(around.agencies.known(section, "agencies", text) for text in section.texts("agencies")),
        weekdays=_read_weekdays(section),
        windows=_read_windows(section),
        procedures=read_procedure_codes(section, "procedures", around) or (plan.procedures if plan else frozenset()),
        fields=frozenset(section.choices("fields", around.fields)),
        condition=read_condition(section, "condition", around.attributes),
        mode=section.word("mode", Mode, Mode.REPLACE),
        plan=plan.number if plan else None,
        validity=_read_validity(section, plan),
        invented=section.marked("invented"),
    )
    section.report_unknown_keys()
    if not rule.agencies:
        section.fail("agencies", "the rule holds nowhere", "name the agencies it holds at")
    return rule


def _read_plan(section: Section, plans: Plans) -> Plan | None:
    number = section.maybe_choice("plan", plans)
    found = plans.get(number) if number else None
    return found.value if found else None


def _read_weekdays(section: Section) -> frozenset[int]:
    days = frozenset(section.numbers("weekdays"))
    if not days <= set(_WEEKDAYS):
        section.fail("weekdays", f"no weekday: {min(days - set(_WEEKDAYS))}", "use 1 (Monday) to 7 (Sunday)")
        return frozenset()
    return days


def _read_windows(section: Section) -> tuple[Season, ...]:
    minutes = section.maybe_number("window_minutes")
    return tuple(_read_season(item, minutes) for item in section.sections("windows"))


def _read_season(section: Section, minutes: int | None) -> Season:
    hours = tuple(read_window(section, text, "hours") for text in section.texts("hours"))
    season = Season(read_month_day(section, "from"), read_month_day(section, "to"), hours)
    section.report_unknown_keys()
    total = sum((window.length for window in hours), timedelta(0)) // timedelta(minutes=1)
    if section.ok and (total <= 0 or total != (minutes or total)):
        wanted = f"{minutes} minutes as declared" if minutes else "a time after the opening"
        section.fail("hours", f"the window is open for {total} minutes", f"let it close after {wanted}")
    return season


def _read_validity(section: Section, plan: Plan | None) -> Period:
    """The days it states, else those of its plan; it must not reach beyond the plan."""
    within = plan.validity if plan else ALWAYS
    own = read_period(section)
    first = own.first if section.has("valid_from") else within.first
    last = own.last if section.has("valid_to") else within.last
    if first < within.first or (within.last is not None and (last is None or last > within.last)):
        section.fail("plan", "the rule is valid outside its plan's days", "correct the days, or cite another plan")
    return Period(first, last)
