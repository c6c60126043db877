"""Decides which claimed tags a filing keeps, which it gets by its time, and whether it is refused."""

from datetime import date, datetime, timedelta

from services.kernel.catalogue.service_model.claim import Claim, Granted, Refusal
from services.kernel.catalogue.service_model.misses import day_miss, in_window, miss, nearest
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect
from services.kernel.times import require_utc
from services.kernel.working_time import MissingYearError, WorkingCalendar

__all__ = ["grant"]

_BY_TIME = frozenset({Effect.RECEPTION_WINDOW, Effect.RECEPTION_DAY, Effect.UNTIL_DONE})
"""Facts of the reception's time: the tag comes without being claimed."""

_DAY = timedelta(days=1)


def grant(
    rules: tuple[CalendarRule, ...], calendar: WorkingCalendar, claim: Claim, *, ruled: frozenset[str]
) -> Granted:
    """`rules` are those in force at the agency on the day, `ruled` all tags that any rule anywhere governs.

    Other tags are labels and stay as claimed. Raises MissingYearError for a day whose year is not loaded.
    """
    wanted = (claim.tags & ruled) | {rule.tag for rule in rules if rule.effect in _BY_TIME}
    if not wanted and not rules:
        return Granted(claim.tags)
    holding, dropped = _judge(wanted, rules, calendar, claim)
    refuse = _refusal(rules, calendar, claim)
    tags = (claim.tags - ruled) | {rule.tag for rule in holding}
    if refuse and refuse.reason == "paper_refused":
        tags |= {rule.tag for rule in rules if rule.effect is Effect.REFUSE_PAPER}
    return Granted(
        tags=tags,
        dropped={tag: reason for tag, reason in dropped.items() if tag not in tags},
        refuse=refuse,
        plans=tuple(sorted({rule.plan for rule in holding if rule.plan})),
        rules=tuple(rule.key for rule in holding),
    )


def _judge(
    wanted: frozenset[str], rules: tuple[CalendarRule, ...], calendar: WorkingCalendar, claim: Claim
) -> tuple[list[CalendarRule], dict[str, str]]:
    """The rules that hold, and for each claimed tag without one what its nearest rule was missing."""
    holding: list[CalendarRule] = []
    dropped: dict[str, str] = {}
    for tag in sorted(wanted):
        misses = [(rule, miss(rule, calendar, claim)) for rule in rules if rule.tag == tag and _grants(rule)]
        held = [rule for rule, reason in misses if reason is None]
        holding += held
        if not held and tag in claim.tags:
            dropped[tag] = nearest([reason for _, reason in misses if reason])
    return holding, dropped


def _grants(rule: CalendarRule) -> bool:
    """A refused paper filing bears its tag because it is refused, never because somebody claims it."""
    return rule.effect is not Effect.REFUSE_PAPER


def _refusal(rules: tuple[CalendarRule, ...], calendar: WorkingCalendar, claim: Claim) -> Refusal | None:
    if claim.channel != "direct":
        return None
    paperless = (rule for rule in rules if rule.effect is Effect.REFUSE_PAPER)
    if any(miss(rule, calendar, claim) is None for rule in paperless):
        return Refusal("paper_refused")
    windows = [rule for rule in rules if rule.effect is Effect.RECEPTION_WINDOW]
    return _outside_fields(windows, calendar, claim) if windows else None


def _outside_fields(windows: list[CalendarRule], calendar: WorkingCalendar, claim: Claim) -> Refusal | None:
    """In an extended hour that takes other fields only, the filing waits for its own."""
    local = claim.received_at.astimezone(calendar.zone)
    open_now = [rule for rule in windows if _is_open(rule, calendar, local)]
    if not open_now or any(_takes(rule, claim) for rule in open_now):
        return None
    serving = [rule for rule in windows if _takes(rule, claim)]
    return Refusal("field_not_served", _next_window(serving, calendar, local))


def _is_open(rule: CalendarRule, calendar: WorkingCalendar, local: datetime) -> bool:
    return day_miss(rule, calendar, local.date()) is None and in_window(rule, local.date(), local.time())


def _takes(rule: CalendarRule, claim: Claim) -> bool:
    return rule.takes(claim.procedure.code, claim.procedure.field)


def _next_window(serving: list[CalendarRule], calendar: WorkingCalendar, local: datetime) -> datetime | None:
    """The first opening after `local`, in UTC; ends at the last loaded year at the latest."""
    day = local.date()
    while serving:
        try:
            openings = _openings(serving, calendar, day)
        except MissingYearError:
            return None
        if later := [opening for opening in openings if opening > local]:
            return require_utc(min(later))
        day += _DAY
    return None


def _openings(serving: list[CalendarRule], calendar: WorkingCalendar, day: date) -> list[datetime]:
    return [
        datetime.combine(day, window.opens, tzinfo=calendar.zone)
        for rule in serving
        if rule.validity.covers(day) and day_miss(rule, calendar, day) is None
        for window in rule.windows_on(day)
    ]
