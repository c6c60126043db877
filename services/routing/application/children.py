"""From the lifecycle of a child to what it means for the leg of its parent."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.contracts.events import lifecycle
from services.contracts.events.payload import Payload
from services.kernel.times import require_utc
from services.routing.domain.children import ChildNews, Turn
from services.runtime.kafka.records import Delivered

__all__ = ["child_news", "parents_of"]

Reading = Callable[[Any], tuple[Turn, str | None]]


def parents_of(told: Mapping[int, Delivered]) -> dict[int, str]:
    """The codes of the parents that events have something to tell, by index."""
    data = {index: each.data for index, each in told.items() if isinstance(each.data, lifecycle.Snapshot)}
    return {index: each.parent for index, each in data.items() if each.parent and child_news(each) is not None}


def child_news(data: Payload | None) -> ChildNews | None:
    """None for what moves no leg of another dossier."""
    reading = _READINGS.get(type(data)) if data else None
    if reading is None or not isinstance(data, lifecycle.Snapshot) or data.parent_leg is None:
        return None
    leg, _, number = data.parent_leg.partition("/")
    turn, detail = reading(data)
    return ChildNews(data.code, leg, int(number), require_utc(data.occurred_at), turn, detail)


def _is(turn: Turn, detail: str | None = None) -> Reading:
    return lambda _: (turn, detail)


_READINGS: Final[Mapping[type[Payload], Reading]] = {
    lifecycle.Accepted: _is(Turn.TAKEN),
    lifecycle.SupplementRequested: _is(Turn.WAITS, "supplement"),
    lifecycle.SupplementReceived: _is(Turn.GOES_ON),
    lifecycle.PaymentRequested: _is(Turn.WAITS, "payment"),
    lifecycle.PaymentReceived: _is(Turn.GOES_ON),
    lifecycle.ClockPaused: lambda data: (Turn.WAITS, data.cause),
    lifecycle.ClockResumed: _is(Turn.GOES_ON),
    lifecycle.Completed: lambda data: (Turn.DONE, data.result_reference),
    lifecycle.Withdrawn: _is(Turn.FAILED, "withdrawn"),
    lifecycle.Stopped: lambda data: (Turn.FAILED, data.reason),
    lifecycle.Refused: lambda data: (Turn.FAILED, data.reason),
}
