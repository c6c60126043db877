"""How a year went by months, and which of that the public does not see."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.stats.domain.dashboard.counts import Counts, add_up
from services.stats.domain.dashboard.disclosure import Sum, hidden_cells
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.seen import Seen

__all__ = ["Month", "MonthSeen", "all_seen", "seen_by_public"]

_HAPPENED = ("received", "judged", "in_time", "late")
_YEAR = -1
_Cell = tuple[int, str]


class Month(NamedTuple):
    """Only what happened in it counts here; `carried` and what is pending mean nothing."""

    period: CalendarPeriod
    counts: Counts


class MonthSeen(NamedTuple):
    period: CalendarPeriod
    seen: Seen


def all_seen(months: Sequence[Month]) -> list[MonthSeen]:
    return [MonthSeen(period, Seen(counts)) for period, counts in months]


def seen_by_public(months: Sequence[Month], least: int) -> list[MonthSeen]:
    """The sums of the year are shown elsewhere, so months are hidden together."""
    cells = {(place, name): _of(month.counts, name) for place, month in enumerate(months) for name in _HAPPENED}
    year = add_up(month.counts for month in months)
    cells |= {(_YEAR, name): _of(year, name) for name in _HAPPENED}
    hidden = hidden_cells(cells, list(_sums(len(months))), least)
    return [
        MonthSeen(period, Seen(counts, frozenset(name for name in _HAPPENED if (place, name) in hidden)))
        for place, (period, counts) in enumerate(months)
    ]


def _sums(months: int) -> Iterator[Sum[_Cell]]:
    for place in (*range(months), _YEAR):
        yield Sum((place, "judged"), [(place, "in_time"), (place, "late")])
    for name in _HAPPENED:
        yield Sum((_YEAR, name), [(place, name) for place in range(months)])


def _of(counts: Counts, name: str) -> int:
    return int(getattr(counts, name))
