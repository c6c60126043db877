"""Whose working time a route has used, in whole minutes that add up.

Every attempt is measured by the calendar of its agency, the dossier by that of the agency that received it. What the
dossier took beyond its limit is charged to the agencies of the legs that decided how long it took and exceeded their
own hours, in proportion to that; a leg has its hours once, however often it is handed over. Where no leg exceeded its
hours (a leg sent back for correction within them, calendars that differ) the time used decides.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.clock_ledger import LedgerSpan
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.clocks.chain import deciding_turns
from services.routing.domain.clocks.split import split
from services.routing.domain.route import Attempt, LegState, Route

__all__ = ["AttemptClock", "Calendars", "RouteClock", "clock_of"]

Calendars = Callable[[AgencyCode], WorkingCalendar]
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AttemptClock:
    """Minutes of working time; `paused` is by cause. `outside` is why the dossier's clock does not run for it."""

    leg: str
    attempt: int
    agency: AgencyCode
    outside: str | None
    limit: int | None
    used: int
    overrun: int
    paused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RouteClock:
    """The dossier's own clock, and what of its overrun each agency is charged with: together all of it."""

    limit: int | None
    used: int
    overrun: int
    attempts: tuple[AttemptClock, ...] = ()
    charged: Mapping[AgencyCode, int] = field(default_factory=dict)


def clock_of(route: Route, calendars: Calendars, until: datetime) -> RouteClock:
    """As of `until`, or of its end for a route that has ended."""
    until = route.ended_at or until
    used = _dossier_used(route, calendars, until)
    overrun = max(0, used - route.limit_minutes) if route.limit_minutes is not None else 0
    attempts = tuple(
        _attempt_clock(leg, attempt, calendars(leg.agency), until)
        for leg in route.legs.values()
        for attempt in leg.attempts
    )
    return RouteClock(route.limit_minutes, used, overrun, attempts, _charged(route, attempts, overrun, until))


def _attempt_clock(leg: LegState, attempt: Attempt, calendar: WorkingCalendar, until: datetime) -> AttemptClock:
    """Used and paused together are the working time from start to end, whatever part of a minute each had."""
    ledger, end = attempt.ledger, attempt.ended_at or until
    used, limit = ledger.used_minutes(calendar, end), ledger.limit_minutes
    paused = _paused(ledger.spans, calendar, end)
    whole = (ledger.used(calendar, end) + sum(paused.values(), timedelta(0))) // _MINUTE
    minutes = split(whole - used, {cause: time // timedelta(microseconds=1) for cause, time in paused.items()})
    overrun = 0 if limit is None else max(0, used - limit)
    return AttemptClock(leg.id, attempt.number, leg.agency, attempt.outside, limit, used, overrun, minutes)


def _paused(spans: tuple[LedgerSpan, ...], calendar: WorkingCalendar, until: datetime) -> dict[str, timedelta]:
    found: dict[str, timedelta] = {}
    for span in spans:
        end = min(span.end or until, until)
        if not span.is_running and span.start < end:
            cause = span.cause or ""
            found[cause] = found.get(cause, timedelta(0)) + calendar.elapsed(span.start, end)
    return found


def _dossier_used(route: Route, calendars: Calendars, until: datetime) -> int:
    if route.agency is None:
        return 0
    calendar = calendars(route.agency)
    return sum((calendar.elapsed(*run) for run in _runs(route, until)), timedelta(0)) // _MINUTE


def _runs(route: Route, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When any leg inside the clock ran, each time once."""
    reached = None
    for start, end in sorted(_inside_runs(route, until)):
        begin = start if reached is None else max(start, reached)
        if begin < end:
            yield begin, end
            reached = end


def _inside_runs(route: Route, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    for leg in route.legs.values():
        for attempt in leg.attempts:
            if attempt.outside is None:
                yield from ((s.start, min(s.end or until, until)) for s in attempt.ledger.spans if s.is_running)


def _charged(
    route: Route, attempts: tuple[AttemptClock, ...], overrun: int, until: datetime
) -> Mapping[AgencyCode, int]:
    if not overrun or route.agency is None:
        return {}
    deciding = {(leg.id, attempt.number) for leg, attempt in deciding_turns(route, until)}
    turns = [each for each in attempts if (each.leg, each.attempt) in deciding and each.outside is None]
    parts = split(overrun, _exceeded(turns)) or split(overrun, _used(turns)) or {route.agency: overrun}
    return {agency: minutes for agency, minutes in parts.items() if minutes}


def _exceeded(turns: list[AttemptClock]) -> Mapping[AgencyCode, int]:
    """By agency, what each of its legs took over all its attempts beyond its hours."""
    legs = Counter[str]()
    for each in turns:
        legs[each.leg] += each.used
    by_leg = {each.leg: each for each in turns}
    weights = Counter[AgencyCode]()
    for leg, used in legs.items():
        limit = by_leg[leg].limit
        weights[by_leg[leg].agency] += 0 if limit is None else max(0, used - limit)
    return weights


def _used(turns: list[AttemptClock]) -> Mapping[AgencyCode, int]:
    weights = Counter[AgencyCode]()
    for each in turns:
        weights[each.agency] += each.used
    return weights
