"""Why a calendar rule does not hold for a claim: the first reason in a fixed order, the nearest miss last."""

from collections.abc import Callable
from datetime import date, datetime, time

from services.kernel.catalogue.service_model.claim import Claim
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect
from services.kernel.working_time import WorkingCalendar

__all__ = ["day_miss", "in_window", "miss", "nearest"]

_ORDER = (
    "procedure_not_listed",
    "not_at_the_desk",
    "other_weekday",
    "day_off",
    "working_day",
    "outside_window",
    "no_ticket",
    "condition_not_met",
    "not_confirmed",
)
"""The later a reason, the nearer the rule was to holding."""

_NO_RULE_HERE = "no_rule_here"
_AT_THE_DESK = frozenset({Effect.RECEPTION_WINDOW, Effect.RECEPTION_DAY, Effect.UNTIL_DONE})

Check = Callable[[CalendarRule, WorkingCalendar, Claim, datetime], str | None]


def miss(rule: CalendarRule, calendar: WorkingCalendar, claim: Claim) -> str | None:
    """None when the rule holds. Raises MissingYearError for a day whose year is not loaded."""
    local = claim.received_at.astimezone(calendar.zone)
    reasons = (check(rule, calendar, claim, local) for check in _CHECKS)
    return next((reason for reason in reasons if reason), None)


def nearest(reasons: list[str]) -> str:
    """Of the rules that did not hold, what the one that came nearest was missing."""
    return max(reasons, key=_ORDER.index, default=_NO_RULE_HERE)


def day_miss(rule: CalendarRule, calendar: WorkingCalendar, day: date) -> str | None:
    """A model day that is a day off lapses; a reception day is held on days of rest only."""
    if not rule.weekdays:
        return None
    if day.isoweekday() not in rule.weekdays:
        return "other_weekday"
    if rule.effect is Effect.RECEPTION_DAY:
        return "working_day" if calendar.is_working_day(day) else None
    return None if calendar.is_working_day(day) else "day_off"


def in_window(rule: CalendarRule, day: date, clock: time) -> bool:
    """From its opening up to, not including, its closing; a rule without windows is open all day."""
    return not rule.windows or any(window.opens <= clock < window.closes for window in rule.windows_on(day))


def _procedure(rule: CalendarRule, _: WorkingCalendar, claim: Claim, __: datetime) -> str | None:
    return None if rule.takes(claim.procedure.code, claim.procedure.field) else "procedure_not_listed"


def _desk(rule: CalendarRule, _: WorkingCalendar, claim: Claim, __: datetime) -> str | None:
    return "not_at_the_desk" if rule.effect in _AT_THE_DESK and claim.channel != "direct" else None


def _day(rule: CalendarRule, calendar: WorkingCalendar, _: Claim, local: datetime) -> str | None:
    return day_miss(rule, calendar, local.date())


def _hour(rule: CalendarRule, calendar: WorkingCalendar, claim: Claim, local: datetime) -> str | None:
    if rule.effect is Effect.UNTIL_DONE:
        closing = calendar.closing_of(local.date())
        return None if closing is not None and claim.received_at >= closing else "outside_window"
    return None if in_window(rule, local.date(), local.time()) else "outside_window"


def _ticket(rule: CalendarRule, _: WorkingCalendar, claim: Claim, __: datetime) -> str | None:
    if rule.effect is not Effect.UNTIL_DONE or claim.ticket_before_close:
        return None
    return None if claim.attributes.get("ticket") == "before_close" else "no_ticket"


def _condition(rule: CalendarRule, _: WorkingCalendar, claim: Claim, __: datetime) -> str | None:
    met = rule.meets(claim.attributes, needs_verification=claim.procedure.needs_verification)
    return None if met else "condition_not_met"


def _confirmation(rule: CalendarRule, _: WorkingCalendar, claim: Claim, __: datetime) -> str | None:
    if rule.effect is not Effect.NO_WRITING:
        return None
    return None if claim.confirmed_by or claim.attributes.get("confirmed_by") else "not_confirmed"


_CHECKS: tuple[Check, ...] = (_procedure, _desk, _day, _hour, _ticket, _condition, _confirmation)
