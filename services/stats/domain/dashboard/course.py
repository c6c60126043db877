"""How a year went by months, and which of that the public does not see."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from services.stats.domain.dashboard.counts import Counts
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.standing import Cell, Subject

__all__ = ["Month", "MonthSeen", "all_seen", "seen_by_public"]


class Month(NamedTuple):
    """Only what happened in it counts here; `carried` and what is pending mean nothing."""

    period: CalendarPeriod
    counts: Counts


class MonthSeen(NamedTuple):
    period: CalendarPeriod
    seen: Seen


def all_seen(months: Sequence[Month]) -> list[MonthSeen]:
    return [MonthSeen(period, Seen(counts)) for period, counts in months]


def seen_by_public(
    subject: Subject, months: Sequence[Month], hidden: Sequence[Container[Cell]], least: int
) -> list[MonthSeen]:
    """Return the months with what their own pages hide, in the same order, and with whatever is small by now."""
    return [
        MonthSeen(period, Seen.of(subject, counts, cells).without_small(least))
        for (period, counts), cells in zip(months, hidden, strict=True)
    ]
