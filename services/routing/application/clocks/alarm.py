"""When a route wants to be woken, asked at every commit and every look at a route."""

from collections.abc import Callable
from datetime import datetime

import structlog

from services.kernel.catalogue import UnknownAgency, UnknownPack
from services.kernel.working_time import MissingYearError
from services.routing.domain.clocks.moments import next_wake
from services.routing.domain.clocks.terms import ClockTerms
from services.routing.domain.route import Route

__all__ = ["NOT_JUDGED", "AlarmOf", "alarm_by"]

AlarmOf = Callable[[Route], datetime | None]
NOT_JUDGED = (MissingYearError, UnknownAgency, UnknownPack)
"""What a catalogue with a hole in it answers; the next one closes it, and the repair sets the alarm."""
_log = structlog.get_logger()


def alarm_by(terms: ClockTerms) -> AlarmOf:
    """An alarm that cannot be worked out must not keep the route from going on."""

    def alarm(route: Route) -> datetime | None:
        try:
            return next_wake(route, terms)
        except NOT_JUDGED as error:
            _log.error("alarm_not_set", code=route.code, reason=type(error).__name__)
            return None

    return alarm
