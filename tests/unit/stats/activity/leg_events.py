"""Events of a route, short to write."""

from typing import Any, TypeVar

from services.contracts.events import progress
from services.contracts.events.payload import Payload
from services.stats.application.activity.translate_legs import translate_leg
from services.stats.domain.activity.legs import RouteState, absorb, contribution
from services.stats.domain.cells import RecordCell
from tests.unit.stats.stories import at

E = TypeVar("E", bound=progress.RouteEvent)
CODE = "H90.20.01-261102-0001"
ROUTE = {"code": CODE, "procedure": "1.012753@1", "clock": "running"}


def route(model: type[E], day: int, **details: Any) -> E:
    """Return an event of the route on that day, 10:00 in Viet Nam."""
    return model.model_validate(ROUTE | {"occurred_at": at(day)} | details)


def leg(model: type[E], day: int, **details: Any) -> E:
    """Return an event of the first attempt at "appraise" by the land branch."""
    return route(model, day, **{"leg": "appraise", "agency": "H90.20"} | details)


def state_of(*events: Payload) -> RouteState | None:
    state = None
    for each in events:
        change = translate_leg(each)
        state = state if change is None else absorb(state, change)
    return state


def told(*events: Payload) -> set[tuple[str, str, object, int]]:
    """Return what the events count: agency, measure, day, amount."""
    return {(e.cell.agency, e.measure, e.day, e.amount) for e in contribution(state_of(*events))}


def cells(*events: Payload) -> set[RecordCell]:
    return {e.cell for e in contribution(state_of(*events)) if isinstance(e.cell, RecordCell)}
