"""From `route.progress.v1` to what happened on a leg; an event that nothing is counted by gives None."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.contracts.events import progress
from services.contracts.events.payload import Payload
from services.kernel.times import local_day
from services.stats.domain.activity import legs
from services.stats.domain.activity.turn import Exchange, Return, Work


def translate_leg(data: Payload) -> legs.LegChange | legs.RouteEnded | None:
    """Return what the event changes; what routing alone needs changes nothing here."""
    if isinstance(data, progress.RouteCompleted):
        return _completed(data)
    if isinstance(data, progress.RouteCancelled):
        return legs.RouteEnded()
    step = _STEPS.get(type(data))
    if step is None or not isinstance(data, progress.LegEvent):
        return None
    return legs.LegChange(legs.Attempt(data.leg, data.attempt, data.agency, data.procedure), step(data))


def _completed(data: progress.RouteCompleted) -> legs.RouteEnded:
    if data.ledger is None:
        return legs.RouteEnded()
    day = local_day(data.occurred_at)
    return legs.RouteEnded(
        tuple(legs.Charge(day, charge.agency, data.procedure, charge.minutes) for charge in data.ledger.charged)
    )


def _exchange(data: progress.LegAcknowledged) -> Exchange:
    return Exchange(local_day(data.occurred_at), data.in_time, data.waited_minutes)


def _work(data: progress.LegFinished) -> Work:
    """Outside the dossier's clock no time is used by it; what its agency needed is told apart.

    Overrun is a part of what was used, whatever an event says.
    """
    answered = None if data.inside_clock else data.answered_minutes
    used = data.used_minutes if answered is None else answered
    return Work(
        local_day(data.occurred_at),
        used,
        min(data.overrun_minutes, used),
        data.signer_role,
        data.on_behalf_of,
        data.late_cause,
    )


def _return(data: progress.LegReturned) -> Return:
    return Return(local_day(data.occurred_at), data.to_leg, data.to_agency)


_STEPS: Final[Mapping[type[Payload], Callable[[Any], legs.Step]]] = {
    progress.LegDispatched: lambda data: legs.Dispatched(local_day(data.occurred_at), data.due_at),
    progress.LegAcknowledged: _exchange,
    progress.LegPaused: lambda _: legs.Rescheduled(None),
    progress.LegResumed: lambda data: legs.Rescheduled(data.due_at),
    progress.LegAssigned: lambda data: legs.Assigned(data.officer),
    progress.LegFinished: _work,
    progress.LegReturned: _return,
    progress.LegOverdue: lambda data: legs.Overdue(local_day(data.occurred_at)),
    progress.LegEscalated: lambda data: legs.Escalated(local_day(data.occurred_at)),
    progress.LegSignerMissing: lambda data: legs.SignerMissing(local_day(data.occurred_at)),
    progress.LegFailed: lambda data: legs.Failed(local_day(data.occurred_at)),
    progress.LegClosed: lambda _: legs.Closed(),
}
COUNTED: Final[frozenset[type[Payload]]] = frozenset({*_STEPS, progress.RouteCompleted, progress.RouteCancelled})
"""Types that change what is counted, or who has the dossier."""
