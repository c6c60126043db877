"""What each step at a counter makes of a ticket, and the event that tells it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.contracts.events import activity
from services.intake.application.activity.place import Places
from services.intake.application.activity.ticket_events import ticket_event
from services.intake.domain.activity.ticket import Ticket, TicketState
from services.intake.domain.errors import RuleError
from services.runtime.aggregates.model import NewEvent

__all__ = ["STEPS", "StepAt", "TicketStep", "called_event", "is_repeated", "take_step"]


@dataclass(frozen=True, slots=True)
class TicketStep:
    """`kind` is one of STEPS; `field` is the queue to go to, `code` the dossier that came of it."""

    kind: str
    field: str | None = None
    code: str | None = None
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class StepAt:
    """A step with what it needs: `closes_at` of the queue it goes to, `published` code of the dossier."""

    step: TicketStep
    at: datetime
    places: Places
    trace: str | None = None
    closes_at: datetime | None = None
    published: str | None = None


def take_step(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    """Raises RuleError(ticket_step_not_allowed | ticket_same_field | field_required)."""
    return STEPS[taken.step.kind](ticket, taken)


def called_event(places: Places, after: Ticket, trace: str | None) -> NewEvent:
    at = after.called_at or after.issued_at
    called = {"counter": after.counter, "attempt": after.attempt, "wait_minutes": after.wait_minutes}
    return ticket_event(activity.TicketCalled, places, after, at, trace=trace, **called)


def is_repeated(ticket: Ticket, step: TicketStep) -> bool:
    """Whether the step changes nothing, since it was taken already."""
    return _REACHED.get(step.kind) is ticket.state


def _recall(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    if ticket.state is not TicketState.CALLED or ticket.counter is None:
        raise RuleError("ticket_step_not_allowed", ticket=ticket.id, state=ticket.state.value, step="recall")
    after = ticket.called(taken.at, taken.step.counter or ticket.counter)
    return after, called_event(taken.places, after, taken.trace)


def _skip(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    after = ticket.skipped(taken.at)
    return after, ticket_event(activity.TicketSkipped, taken.places, after, after.place_at, trace=taken.trace)


def _start(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    after = ticket.serving(taken.at)
    at = after.serving_at or taken.at
    event = ticket_event(activity.TicketServing, taken.places, after, at, trace=taken.trace, counter=after.counter)
    return after, event


def _finish(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    after = ticket.served(taken.at, taken.step.code)
    minutes = {"wait_minutes": after.wait_minutes, "service_minutes": after.service_minutes}
    at, code = after.ended_at or taken.at, taken.published
    return after, ticket_event(activity.TicketServed, taken.places, after, at, trace=taken.trace, code=code, **minutes)


def _no_show(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    after = ticket.no_show(taken.at)
    at = after.ended_at or taken.at
    return after, ticket_event(activity.TicketNoShow, taken.places, after, at, trace=taken.trace)


def _transfer(ticket: Ticket, taken: StepAt) -> tuple[Ticket, NewEvent]:
    if taken.step.field is None:
        raise RuleError("field_required")
    after = ticket.transferred(taken.at, taken.step.field, taken.closes_at or ticket.closes_at)
    event = ticket_event(
        activity.TicketTransferred, taken.places, after, after.joined_at, trace=taken.trace, from_field=ticket.field
    )
    return after, event


STEPS: Final[Mapping[str, Callable[[Ticket, StepAt], tuple[Ticket, NewEvent]]]] = {
    "recall": _recall,
    "skip": _skip,
    "start": _start,
    "finish": _finish,
    "no-show": _no_show,
    "transfer": _transfer,
}
_REACHED: Final[Mapping[str, TicketState]] = {
    "start": TicketState.SERVING,
    "finish": TicketState.SERVED,
    "no-show": TicketState.NO_SHOW,
}
