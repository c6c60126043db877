"""The clock of a route in the words of the contract."""

from services.contracts.events.route_clock import AttemptClock, Charge, RouteClock
from services.routing.domain.clocks import summary

__all__ = ["told_clock"]


def told_clock(clock: summary.RouteClock) -> RouteClock:
    return RouteClock(
        limit_minutes=clock.limit,
        used_minutes=clock.used,
        overrun_minutes=clock.overrun,
        charged=tuple(Charge(agency=agency, minutes=minutes) for agency, minutes in clock.charged.items()),
        attempts=tuple(_attempt(each) for each in clock.attempts),
    )


def _attempt(each: summary.AttemptClock) -> AttemptClock:
    return AttemptClock(
        leg=each.leg,
        attempt=each.attempt,
        agency=each.agency,
        outside=each.outside,
        limit_minutes=each.limit,
        used_minutes=each.used,
        overrun_minutes=each.overrun,
        paused_minutes=dict(each.paused),
    )
