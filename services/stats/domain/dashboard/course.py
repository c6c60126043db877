"""How a year went by months."""

from typing import NamedTuple

from services.stats.domain.dashboard.counts import Counts
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.seen import Seen

__all__ = ["Month", "MonthSeen"]


class Month(NamedTuple):
    """Only what happened in it counts here; `carried` and what is pending mean nothing."""

    period: CalendarPeriod
    counts: Counts


class MonthSeen(NamedTuple):
    period: CalendarPeriod
    seen: Seen
