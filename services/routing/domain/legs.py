"""What can happen to one leg: handed over, taken over, paused, resumed, finished."""

from dataclasses import replace
from datetime import datetime

from services.kernel.clock_ledger import ClockLedger, ClockState
from services.routing.domain.happened import (
    LegAcknowledged,
    LegDispatched,
    LegFinished,
    LegMark,
    LegPaused,
    LegResumed,
    SlipSent,
)
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.route import Attempt, LegState, LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["PAYMENT", "SUPPLEMENT", "acknowledge", "dispatch", "end", "finish", "mark_of", "pause", "resume"]

SUPPLEMENT = "supplement"
PAYMENT = "payment"


def mark_of(planned: PlannedLeg, leg: LegState) -> LegMark:
    return LegMark(leg.id, leg.attempts[-1].number, leg.agency, planned.inside)


def dispatch(route: Route, plan: Plan, leg_id: str, at: datetime, sender: str | None) -> Step:
    """Hands a leg to its agency as a new attempt; while papers are missing its clock starts paused."""
    planned = plan.legs[leg_id]
    leg = _with_new_attempt(route, planned, at, sender)
    attempt = leg.attempts[-1]
    sent = LegDispatched(at, mark_of(planned, leg), attempt.due_at, _slip(route, planned, attempt))
    step = Step(route.with_leg(leg), (sent,))
    if attempt.ledger.state is ClockState.PAUSED:
        step = step.noting(LegPaused(at, mark_of(planned, leg), SUPPLEMENT))
    return step


def acknowledge(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """The agency took the leg over; a second time changes nothing."""
    leg = route.legs[leg_id]
    attempt = leg.attempts[-1]
    if attempt.status is not LegStatus.DISPATCHED:
        return Step(route)
    taken = replace(attempt, status=LegStatus.RECEIVED, received_at=at, changed_at=at)
    leg = leg.with_latest(taken)
    return Step(route.with_leg(leg), (LegAcknowledged(at, mark_of(plan.legs[leg_id], leg)),))


def pause(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """Papers are missing: a running clock stands still; any other is left alone."""
    leg = route.legs[leg_id]
    attempt = leg.attempts[-1]
    if not attempt.is_running:
        return Step(route)
    moment = max(at, attempt.changed_at)
    leg = leg.with_latest(
        replace(attempt, ledger=attempt.ledger.pause(moment, SUPPLEMENT), due_at=None, changed_at=moment)
    )
    return Step(route.with_leg(leg), (LegPaused(moment, mark_of(plan.legs[leg_id], leg), SUPPLEMENT),))


def resume(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """The papers came: the clock runs on, unless the leg waits for a payment."""
    leg, planned = route.legs[leg_id], plan.legs[leg_id]
    attempt = leg.attempts[-1]
    if attempt.status is LegStatus.AWAITING_PAYMENT or attempt.ledger.state is not ClockState.PAUSED:
        return Step(route)
    moment = max(at, attempt.changed_at)
    ledger = attempt.ledger.resume(moment)
    due_at = ledger.due_at(planned.calendar)
    leg = leg.with_latest(replace(attempt, ledger=ledger, due_at=due_at, changed_at=moment))
    return Step(route.with_leg(leg), (LegResumed(moment, mark_of(planned, leg), SUPPLEMENT, due_at),))


def end(route: Route, leg_id: str, at: datetime, status: LegStatus) -> Route:
    """Ends the open attempt of a leg, whatever its clock did; nothing may happen before its last change."""
    leg = route.legs[leg_id]
    attempt = leg.attempts[-1]
    moment = max(at, attempt.changed_at)
    ended = replace(
        attempt, status=status, ledger=attempt.ledger.stop(moment), ended_at=moment, changed_at=moment, due_at=None
    )
    return route.with_leg(leg.with_latest(ended))


def finish(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """The agency is done; the working time it used is settled."""
    planned = plan.legs[leg_id]
    after = end(route, leg_id, at, LegStatus.COMPLETED)
    leg = after.legs[leg_id]
    used = leg.attempts[-1].ledger.used_minutes(planned.calendar, leg.attempts[-1].changed_at)
    overrun = 0 if planned.limit_minutes is None else max(0, used - planned.limit_minutes)
    ended = leg.attempts[-1]
    return Step(after, (LegFinished(ended.changed_at, mark_of(planned, leg), used, overrun, ended.hands),))


def _with_new_attempt(route: Route, planned: PlannedLeg, at: datetime, sender: str | None) -> LegState:
    leg = route.legs[planned.id]
    number = len(leg.attempts) + 1
    ledger = _ledger(route, planned, at)
    attempt = Attempt(
        number=number,
        status=LegStatus.DISPATCHED,
        sender=sender,
        dispatched_at=at,
        changed_at=at,
        ledger=ledger,
        due_at=ledger.due_at(planned.calendar),
        slip=f"{route.code}/{planned.id}/{number}" if planned.slip else None,
        inside=planned.inside,
    )
    return replace(leg, attempts=(*leg.attempts, attempt))


def _ledger(route: Route, planned: PlannedLeg, at: datetime) -> ClockLedger:
    """A leg outside the dossier's clock has a ledger that never runs."""
    if not planned.inside:
        return ClockLedger()
    ledger = ClockLedger().start(at, planned.limit_minutes)
    return ledger.pause(at, SUPPLEMENT) if route.suspended else ledger


def _slip(route: Route, planned: PlannedLeg, attempt: Attempt) -> SlipSent | None:
    if planned.slip is None or attempt.slip is None:
        return None
    sender = route.legs[attempt.sender].agency if attempt.sender else route.agency
    return SlipSent(planned.slip, attempt.slip, sender or planned.agency, route.complete_on or attempt.dispatched_at)
