"""From routing's own words to `route.progress.v1`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from services.contracts.events import progress
from services.contracts.events.cadastral import Cadastral
from services.contracts.topics import PROGRESS
from services.routing.application.clocks.tell_clock import told_clock
from services.routing.domain import happened
from services.routing.domain.happened import Happened, LegMark, Recorded, SlipSent
from services.routing.domain.route import Route
from services.runtime.aggregates import NewEvent

__all__ = ["NO_PROCEDURE", "event_of"]

NO_PROCEDURE: Final = "0.000000@0"
"""Stands where the contract wants a procedure but no route was ever opened: a rejected report on a stub."""

Fields = dict[str, Any]


def event_of(route: Route, recorded: Recorded, trace: str | None) -> NewEvent:
    """One event of a route, ready for its outbox."""
    model, fields = _TRANSLATIONS[type(recorded.what)]
    data = model(
        occurred_at=recorded.what.at,
        code=route.code,
        procedure=route.procedure or NO_PROCEDURE,
        clock="running" if recorded.running else "paused",
        backfill=route.backfill,
        caused_by=recorded.cause or None,
        actor=recorded.actor,
        **fields(recorded.what),
    )
    return NewEvent(PROGRESS, data, key=route.code, subject=_subject(route, recorded.what), trace=trace)


def _subject(route: Route, what: Happened) -> str:
    """Only an opened route has a sequence: a dossier that is filed later must find its route's events from 1 on."""
    if route.procedure is None and isinstance(what, happened.ReportRejected):
        return f"{route.code}/{what.event_id}"
    return route.code


def _leg(mark: LegMark, **more: Any) -> Fields:
    named = {"leg": mark.leg, "attempt": mark.attempt, "agency": mark.agency, "inside_clock": mark.inside_clock}
    return named | more


def _opened(what: happened.RouteOpened) -> Fields:
    return {"legs": what.legs}


def _dispatched(what: happened.LegDispatched) -> Fields:
    child = progress.ChildOrder(procedure=what.child, agency=what.mark.agency) if what.child else None
    return _leg(what.mark, due_at=what.due_at, slip=_slip(what.slip), acknowledge_by=what.acknowledge_by, child=child)


def _slip(slip: SlipSent | None) -> progress.Slip | None:
    if slip is None:
        return None
    land = None if slip.cadastral is None else Cadastral(**asdict(slip.cadastral))
    return progress.Slip(
        kind=slip.kind, number=slip.number, sender=slip.sender, complete_on=slip.complete_on, cadastral=land
    )


def _acknowledged(what: happened.LegAcknowledged) -> Fields:
    return _leg(what.mark, in_time=what.in_time, waited_minutes=what.waited_minutes)


def _step_done(what: happened.LegStepDone) -> Fields:
    line = what.line
    return _leg(
        what.mark,
        step=line.step,
        started_at=line.started_at,
        done_at=line.done_at,
        planned_minutes=line.planned_minutes,
        used_minutes=line.used_minutes,
        verdict=line.verdict,
    )


def _estimated(what: happened.LegEstimated) -> Fields:
    return _leg(what.mark, amount_vnd=what.amount_vnd)


def _paused(what: happened.LegPaused) -> Fields:
    return _leg(what.mark, cause=what.cause)


def _resumed(what: happened.LegResumed) -> Fields:
    return _leg(what.mark, cause=what.cause, due_at=what.due_at)


def _finished(what: happened.LegFinished) -> Fields:
    signature = what.hands.signature
    return _leg(
        what.mark,
        used_minutes=what.used_minutes,
        overrun_minutes=what.overrun_minutes,
        signer_role=signature.role if signature else None,
        on_behalf_of=signature.on_behalf_of if signature else None,
        late_cause=what.hands.late_cause if what.overrun_minutes else None,
        sent_at=what.sent_at,
        received_at=what.received_at,
        answered_at=what.answered_at,
        answered_minutes=what.answered_minutes,
    )


def _assigned(what: happened.LegAssigned) -> Fields:
    return _leg(what.mark, task=what.task, officer=what.officer, reason=what.reason, on_behalf_of=what.on_behalf_of)


def _signer_missing(what: happened.LegSignerMissing) -> Fields:
    return _leg(what.mark, reason=what.reason, due_at=what.due_at)


def _due(what: happened.LegDueWarned | happened.LegOverdue) -> Fields:
    return _leg(what.mark, due_at=what.due_at)


def _escalated(what: happened.LegEscalated) -> Fields:
    more = {"step": what.step, "to": what.to, "to_agency": what.to_agency}
    return _leg(what.mark, overdue_minutes=what.overdue_minutes, **more)


def _returned(what: happened.LegReturned) -> Fields:
    return _leg(what.mark, reason=what.reason, to_leg=what.to_leg, to_agency=what.to_agency, times=what.times)


def _failed(what: happened.LegFailed) -> Fields:
    return _leg(what.mark, child=what.child, reason=what.reason)


def _closed(what: happened.LegClosed) -> Fields:
    return _leg(what.mark, reason=what.reason)


def _asked_for(what: happened.LegAskedFor) -> Fields:
    return {"leg": what.leg, "agency": what.agency}


def _skipped(what: happened.LegSkipped) -> Fields:
    return {"leg": what.leg, "reason": what.reason.value}


def _notified(what: happened.ObligationNotified) -> Fields:
    return _leg(what.mark, amount_vnd=what.amount_vnd, notice=what.notice, corrects=what.corrects)


def _lapsed(what: happened.ObligationLapsed) -> Fields:
    return _leg(what.mark, notice=what.notice, corrects=what.corrects)


def _attached(what: happened.ResultAttached) -> Fields:
    return _leg(what.mark, result_reference=what.result_reference)


def _joined(what: happened.RouteJoined) -> Fields:
    return {"leg": what.leg}


def _completed(what: happened.RouteCompleted) -> Fields:
    ledger = told_clock(what.clock) if what.clock else None
    return {"result_reference": what.result_reference, "ledger": ledger}


def _cancelled(what: happened.RouteCancelled) -> Fields:
    return {"recalled": what.recalled, "done": what.done}


def _rejected(what: happened.ReportRejected) -> Fields:
    return {"event_id": what.event_id, "agency": what.agency, "reason": what.reason}


_TRANSLATIONS: Final[Mapping[type[Happened], tuple[type[progress.RouteEvent], Callable[[Any], Fields]]]] = {
    happened.RouteOpened: (progress.RouteOpened, _opened),
    happened.LegDispatched: (progress.LegDispatched, _dispatched),
    happened.LegAcknowledged: (progress.LegAcknowledged, _acknowledged),
    happened.LegStepDone: (progress.LegStepDone, _step_done),
    happened.LegEstimated: (progress.LegEstimated, _estimated),
    happened.LegPaused: (progress.LegPaused, _paused),
    happened.LegResumed: (progress.LegResumed, _resumed),
    happened.LegFinished: (progress.LegFinished, _finished),
    happened.LegAssigned: (progress.LegAssigned, _assigned),
    happened.LegSignerMissing: (progress.LegSignerMissing, _signer_missing),
    happened.LegDueWarned: (progress.LegDueWarned, _due),
    happened.LegOverdue: (progress.LegOverdue, _due),
    happened.LegEscalated: (progress.LegEscalated, _escalated),
    happened.LegReturned: (progress.LegReturned, _returned),
    happened.LegFailed: (progress.LegFailed, _failed),
    happened.LegClosed: (progress.LegClosed, _closed),
    happened.LegAskedFor: (progress.LegAskedFor, _asked_for),
    happened.LegSkipped: (progress.LegSkipped, _skipped),
    happened.ResultAttached: (progress.ResultAttached, _attached),
    happened.ObligationNotified: (progress.ObligationNotified, _notified),
    happened.ObligationLapsed: (progress.ObligationLapsed, _lapsed),
    happened.RouteJoined: (progress.RouteJoined, _joined),
    happened.RouteCompleted: (progress.RouteCompleted, _completed),
    happened.RouteCancelled: (progress.RouteCancelled, _cancelled),
    happened.ReportRejected: (progress.ReportRejected, _rejected),
}
