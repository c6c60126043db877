"""What the passing of time brings about: a due date that comes near, passes, and is reported up the ladder.

Each is told once per attempt, at the instant at which it came true, however late anybody looks. Nothing else of the
route changes, so that a report of something that happened before counts as it would have.
"""

from dataclasses import replace
from datetime import datetime

from services.routing.domain.clocks.moments import next_rung, warning_at
from services.routing.domain.clocks.notices import Notices
from services.routing.domain.clocks.terms import ClockRules, ClockTerms, Rung
from services.routing.domain.happened import Happened, LegDueWarned, LegEscalated, LegMark, LegOverdue
from services.routing.domain.route import Attempt, LegState, Route
from services.routing.domain.step import Step

__all__ = ["pass_time"]


def pass_time(route: Route, terms: ClockTerms, now: datetime) -> Step:
    """Tells all that came true up to `now`; nothing for a back-filled route or a clock that stands still."""
    if route.backfill:
        return Step(route)
    legs = tuple(leg.id for leg in route.open_legs())
    return Step(route).each(legs, lambda here, leg_id: _of_leg(here, leg_id, terms, now))


def _of_leg(route: Route, leg_id: str, terms: ClockTerms, now: datetime) -> Step:
    if route.legs[leg_id].attempts[-1].due_at is None:
        return Step(route)
    rules = terms.rules(route, route.legs[leg_id].agency)
    step = Step(route)
    step = step.then(lambda here: _warn(here, leg_id, rules, now))
    step = step.then(lambda here: _pass_due(here, leg_id, now))
    while (climbed := _climb(step.route, leg_id, rules, terms, now)) is not None:
        step = Step(climbed.route, step.happened + climbed.happened)
    return step


def _warn(route: Route, leg_id: str, rules: ClockRules, now: datetime) -> Step:
    """A warning that would come after the due time is left out, but not tried again."""
    attempt = route.legs[leg_id].attempts[-1]
    moment = warning_at(attempt, rules)
    if moment is None or now < moment or attempt.due_at is None:
        return Step(route)
    told = (LegDueWarned(moment, _mark(route.legs[leg_id]), attempt.due_at),) if now < attempt.due_at else ()
    return _noted(route, leg_id, replace(attempt.notices, warned=True), told)


def _pass_due(route: Route, leg_id: str, now: datetime) -> Step:
    attempt = route.legs[leg_id].attempts[-1]
    if attempt.notices.overdue or attempt.due_at is None or now < attempt.due_at:
        return Step(route)
    told = LegOverdue(_not_before(attempt, attempt.due_at), _mark(route.legs[leg_id]), attempt.due_at)
    return _noted(route, leg_id, replace(attempt.notices, overdue=True), (told,))


def _climb(route: Route, leg_id: str, rules: ClockRules, terms: ClockTerms, now: datetime) -> Step | None:
    """One step of the ladder; None when its next one is still to come."""
    leg, attempt = route.legs[leg_id], route.legs[leg_id].attempts[-1]
    climbing = next_rung(leg, rules, terms) if attempt.notices.overdue else None
    if climbing is None or now < climbing[1]:
        return None
    rung, moment = climbing
    taken = attempt.notices.escalated + 1
    told = _escalated(_not_before(attempt, moment), _mark(leg), taken, rung)
    return _noted(route, leg_id, replace(attempt.notices, escalated=taken), (told,))


def _escalated(at: datetime, mark: LegMark, step: int, rung: Rung) -> LegEscalated:
    return LegEscalated(at, mark, step=step, to=rung.to, to_agency=rung.agency, overdue_minutes=rung.minutes)


def _noted(route: Route, leg_id: str, notices: Notices, told: tuple[Happened, ...]) -> Step:
    leg = route.legs[leg_id]
    return Step(route.with_leg(leg.with_latest(replace(leg.attempts[-1], notices=notices))), told)


def _not_before(attempt: Attempt, moment: datetime) -> datetime:
    """What a pause kept from being noticed is told when the clock runs again, not before."""
    return max(moment, attempt.changed_at)


def _mark(leg: LegState) -> LegMark:
    return LegMark(leg.id, leg.attempts[-1].number, leg.agency, leg.attempts[-1].outside is None)
