"""What can happen to one leg: handed over, taken over, paused, resumed, finished."""

from dataclasses import replace
from datetime import datetime

from services.kernel.clock_ledger import ClockLedger
from services.routing.domain.handling import Cadastral, Handling
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
from services.routing.domain.route import Attempt, Child, LegState, LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["acknowledge", "dispatch", "end", "finish", "mark_of", "pause", "resume"]


def mark_of(planned: PlannedLeg, leg: LegState) -> LegMark:
    return LegMark(leg.id, leg.attempts[-1].number, leg.agency, planned.inside)


def dispatch(route: Route, plan: Plan, leg_id: str, at: datetime, sender: str | None) -> Step:
    """Hands a leg to its agency as a new attempt; while the route stands still its clock starts paused."""
    planned = plan.legs[leg_id]
    leg = _with_new_attempt(route, planned, at, sender)
    attempt = leg.attempts[-1]
    slip, by = _slip(route, plan, planned, attempt), attempt.handling.acknowledge_by
    sent = LegDispatched(at, mark_of(planned, leg), attempt.due_at, slip, by, planned.child)
    step = Step(route.with_leg(leg), (sent,))
    cause = attempt.ledger.pause_cause
    return step if cause is None else step.noting(LegPaused(at, mark_of(planned, leg), cause))


def acknowledge(route: Route, plan: Plan, leg_id: str, at: datetime, actor: str | None = None) -> Step:
    """The agency took the leg over; a second time changes nothing."""
    leg = route.legs[leg_id]
    attempt = leg.attempts[-1]
    if attempt.status is not LegStatus.DISPATCHED:
        return Step(route)
    handling = replace(attempt.handling, received_by=actor)
    leg = leg.with_latest(replace(attempt, status=LegStatus.RECEIVED, received_at=at, changed_at=at, handling=handling))
    by, waited = handling.acknowledge_by, plan.legs[leg_id].calendar.between(attempt.dispatched_at, at)
    in_time = None if by is None else at <= by
    return Step(route.with_leg(leg), (LegAcknowledged(at, mark_of(plan.legs[leg_id], leg), in_time, waited),))


def pause(route: Route, plan: Plan, leg_id: str, at: datetime, cause: str) -> Step:
    """A clock that runs stands still, inside the dossier's or not; any other is left alone."""
    leg = route.legs[leg_id]
    attempt = leg.attempts[-1]
    if not attempt.ticks:
        return Step(route)
    moment = max(at, attempt.changed_at)
    ledger = attempt.ledger.pause(moment, cause)
    leg = leg.with_latest(replace(attempt, ledger=ledger, due_at=None, changed_at=moment))
    return Step(route.with_leg(leg), (LegPaused(moment, mark_of(plan.legs[leg_id], leg), cause),))


def resume(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """What kept it is over: the clock runs on, unless the leg waits for a payment or its child, or all stand still."""
    leg, planned = route.legs[leg_id], plan.legs[leg_id]
    attempt = leg.attempts[-1]
    waits = attempt.status is LegStatus.AWAITING_PAYMENT or (attempt.child is not None and attempt.child.waits)
    cause = attempt.ledger.pause_cause
    if waits or cause is None or route.standing_still:
        return Step(route)
    moment = max(at, attempt.changed_at)
    ledger = attempt.ledger.resume(moment)
    due_at = ledger.due_at(planned.calendar)
    leg = leg.with_latest(replace(attempt, ledger=ledger, due_at=due_at, changed_at=moment))
    return Step(route.with_leg(leg), (LegResumed(moment, mark_of(planned, leg), cause, due_at),))


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
    return Step(after, (_finished(planned, leg, used, overrun),))


def _finished(planned: PlannedLeg, leg: LegState, used: int, overrun: int) -> LegFinished:
    attempt = leg.attempts[-1]
    notices = attempt.handling.notices
    answered_at = notices[0].at if notices else attempt.changed_at
    return LegFinished(
        at=attempt.changed_at,
        mark=mark_of(planned, leg),
        used_minutes=used,
        overrun_minutes=overrun,
        sent_at=attempt.dispatched_at,
        received_at=attempt.received_at,
        answered_at=answered_at,
        answered_minutes=planned.calendar.between(attempt.dispatched_at, answered_at),
        hands=attempt.hands,
    )


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
        handling=Handling(acknowledge_by=_acknowledge_by(route, planned, at)),
        child=Child(planned.child) if planned.child else None,
        outside=planned.outside,
    )
    return replace(leg, attempts=(*leg.attempts, attempt))


def _acknowledge_by(route: Route, planned: PlannedLeg, at: datetime) -> datetime | None:
    minutes = route.terms.acknowledge_minutes
    return None if minutes is None else planned.calendar.add(at, minutes)


def _ledger(route: Route, planned: PlannedLeg, at: datetime) -> ClockLedger:
    """A leg outside the dossier's clock has one of its own as well: it says whose time it took."""
    ledger, cause = ClockLedger().start(at, planned.limit_minutes), route.standing_still
    return ledger if cause is None else ledger.pause(at, cause)


def _slip(route: Route, plan: Plan, planned: PlannedLeg, attempt: Attempt) -> SlipSent | None:
    if planned.slip is None or attempt.slip is None:
        return None
    sender = route.legs[attempt.sender].agency if attempt.sender else route.agency
    complete_on = route.complete_on or attempt.dispatched_at
    return SlipSent(planned.slip, attempt.slip, sender or planned.agency, complete_on, _cadastral(route, plan, planned))


def _cadastral(route: Route, plan: Plan, planned: PlannedLeg) -> Cadastral | None:
    """What the legs before it told of the land; the last to end counts, since it has seen the others' work."""
    before = (leg for leg in route.legs.values() if leg.attempts and planned.id in plan.after(leg.id))
    told = (leg.attempts[-1] for leg in before)
    found = [attempt for attempt in told if attempt.handling.cadastral is not None]
    return max(found, key=lambda attempt: attempt.changed_at).handling.cadastral if found else None
