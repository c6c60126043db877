"""What GET /v1/routes/{code}/clock answers."""

from datetime import datetime

from pydantic import BaseModel

from services.contracts.events.payload import CodeText, ProcedureRef
from services.contracts.events.route_clock import AttemptClock, RouteClock
from services.routing.application.clocks.read_clock import ClockReading, ShownSpan
from services.routing.application.clocks.tell_clock import told_clock

__all__ = ["ClockView", "clock_view"]


class SpanView(BaseModel):
    """`state` is running, paused or outside; `working_seconds` is working time of the leg's agency in it."""

    start: datetime
    end: datetime | None
    state: str
    cause: str | None
    working_seconds: int


class AttemptClockView(AttemptClock):
    """With its ledger; `due_at` is None while the clock stands still, has stopped or has no limit."""

    status: str
    due_at: datetime | None
    spans: list[SpanView]


class ClockView(RouteClock):
    """Instants are UTC; an ended route is shown as of its end."""

    code: CodeText
    procedure: ProcedureRef
    as_of: datetime
    running: bool
    paused_by: str | None
    attempts: tuple[AttemptClockView, ...]


def clock_view(reading: ClockReading) -> ClockView:
    route, told = reading.route, told_clock(reading.clock)
    attempts = [_attempt(reading, each) for each in told.attempts]
    values = told.model_dump(exclude={"attempts"}) | {
        "code": route.code,
        "procedure": route.procedure,
        "as_of": reading.as_of,
        "running": route.running and not route.has_ended,
        "paused_by": None if route.has_ended else route.standing_still,
        "attempts": attempts,
    }
    return ClockView.model_validate(values)


def _attempt(reading: ClockReading, each: AttemptClock) -> dict[str, object]:
    attempt = reading.route.legs[each.leg].attempts[each.attempt - 1]
    spans = [_span(span) for span in reading.spans[each.leg, each.attempt]]
    return each.model_dump() | {"status": attempt.status.value, "due_at": attempt.due_at, "spans": spans}


def _span(span: ShownSpan) -> SpanView:
    seconds = int(span.working.total_seconds())
    return SpanView(start=span.start, end=span.end, state=span.state, cause=span.cause, working_seconds=seconds)
