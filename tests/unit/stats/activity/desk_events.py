"""Events of a desk, short to write."""

from typing import Any, TypeVar

from services.contracts.events import activity
from services.contracts.events.payload import Payload
from services.stats.application.activity.translate_desk import translate_desk
from services.stats.domain.activity.records import RecordState, absorb, contribution
from tests.unit.stats.stories import at

E = TypeVar("E", bound=activity.Activity)
PLACE = {"record": "R-1", "agency": "H90.20.01", "province": "H90", "tier": "commune", "field": "land"}


def event(model: type[E], day: int, **details: Any) -> E:
    """Return an event of that day, 10:00 in Viet Nam, at one desk."""
    return model.model_validate(PLACE | {"occurred_at": at(day)} | details)


def ticket(model: type[E], day: int, **details: Any) -> E:
    return event(model, day, **{"number": 1, "issued_at": at(day)} | details)


def petition(model: type[E], day: int, **details: Any) -> E:
    base = {"kind": "feedback", "about": "fees", "state": "received", "received_at": at(0)}
    return event(model, day, **base | details)


def state_of(*events: Payload) -> RecordState | None:
    state = None
    for each in events:
        change = translate_desk(each)
        state = state if change is None else absorb(state, change)
    return state


def told(*events: Payload) -> set[tuple[str, object, int]]:
    """Return what the events count: measure, day, amount."""
    return {(entry.measure, entry.day, entry.amount) for entry in contribution(state_of(*events))}


def details(*events: Payload) -> set[tuple[str, ...]]:
    """Return the dimensions of what the events count."""
    return {entry.cell.detail for entry in contribution(state_of(*events)) if not hasattr(entry.cell, "profile")}
