"""When time alone will have something to say to a route next.

Nothing is said of the past that a back-filled route tells of, nor while a clock stands still: paused working time
reaches no limit, and the ladder after the due time is climbed by working time too.
"""

from collections.abc import Iterator
from datetime import datetime

from services.routing.domain.clocks.terms import ClockRules, ClockTerms, Rung
from services.routing.domain.route import Attempt, LegState, Route

__all__ = ["next_rung", "next_wake", "warning_at"]


def next_wake(route: Route, terms: ClockTerms) -> datetime | None:
    return min(_moments(route, terms), default=None)


def warning_at(attempt: Attempt, rules: ClockRules) -> datetime | None:
    """None when it was given, or when the limit is too short for one."""
    if attempt.notices.warned or attempt.due_at is None:
        return None
    return rules.warning.moment(attempt.ledger.spans[-1].start, attempt.due_at)


def next_rung(leg: LegState, rules: ClockRules, terms: ClockTerms) -> tuple[Rung, datetime] | None:
    """The next step of the ladder for a leg that is overdue, and when it is taken; None at the top."""
    attempt = leg.attempts[-1]
    limit, rungs = attempt.ledger.limit_minutes, rules.ladder[attempt.notices.escalated :]
    if limit is None or not rungs:
        return None
    moment = attempt.ledger.reach(terms.calendar(leg.agency), limit + rungs[0].minutes)
    return None if moment is None else (rungs[0], moment)


def _moments(route: Route, terms: ClockTerms) -> Iterator[datetime]:
    if route.backfill:
        return
    for leg in route.open_legs():
        moment = _next_of(leg, terms.rules(route, leg.agency), terms) if leg.attempts[-1].due_at else None
        if moment is not None:
            yield moment


def _next_of(leg: LegState, rules: ClockRules, terms: ClockTerms) -> datetime | None:
    attempt = leg.attempts[-1]
    if not attempt.notices.overdue:
        return warning_at(attempt, rules) or attempt.due_at
    climbing = next_rung(leg, rules, terms)
    return climbing[1] if climbing else None
