"""The clock of a route for those who take part in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.clock_ledger import LedgerSpan
from services.kernel.times import Clock
from services.kernel.working_time import WorkingCalendar
from services.routing.application.ports import RouteStore
from services.routing.application.read_routes import read_route
from services.routing.domain.clocks.summary import RouteClock, clock_of
from services.routing.domain.clocks.terms import ClockTerms
from services.routing.domain.route import Attempt, Route
from services.runtime.auth.principal import Principal

__all__ = ["OUTSIDE_CLOCK", "ClockReading", "ReadClock", "ShownSpan", "shown_spans"]

OUTSIDE_CLOCK = "outside"


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """`state` is running, paused or outside (the agency works and the dossier's clock does not run)."""

    start: datetime
    end: datetime | None
    state: str
    cause: str | None
    working: timedelta


@dataclass(frozen=True, slots=True)
class ClockReading:
    """`spans` are by leg and attempt; `as_of` is when it was read, or the end of a route that has ended."""

    route: Route
    clock: RouteClock
    as_of: datetime
    spans: dict[tuple[str, int], tuple[ShownSpan, ...]]


class ReadClock:
    def __init__(self, routes: RouteStore, terms: ClockTerms, clock: Clock) -> None:
        self._routes = routes
        self._terms = terms
        self._clock = clock

    async def __call__(self, code: str, principal: Principal) -> ClockReading:
        """Raises Problem(dossier_not_found) for whoever has no part in it."""
        route = await read_route(self._routes, code, principal)
        as_of = route.ended_at or self._clock()
        spans = {
            (leg.id, attempt.number): tuple(shown_spans(attempt, self._terms.calendar(leg.agency), as_of))
            for leg in route.legs.values()
            for attempt in leg.attempts
        }
        return ClockReading(route, clock_of(route, self._terms.calendar, as_of), as_of, spans)


def shown_spans(attempt: Attempt, calendar: WorkingCalendar, as_of: datetime) -> Iterator[ShownSpan]:
    """Its ledger as others see it."""
    for span in attempt.ledger.spans:
        end = min(span.end or as_of, as_of)
        working = calendar.elapsed(span.start, end) if span.start < end else timedelta(0)
        state, cause = _seen(span, attempt.outside)
        yield ShownSpan(span.start, span.end, state, cause, working)


def _seen(span: LedgerSpan, outside: str | None) -> tuple[str, str | None]:
    if span.is_running and outside is not None:
        return OUTSIDE_CLOCK, outside
    return span.state.value, span.cause
