"""Months, quarters and years as runs of months, and the turns between months that tell some of them apart.

What stands in two runs of months can only be told apart at a turn between them. A dossier that is moved over a turn
changes every run that ends or begins there, and no other.
"""

from datetime import date
from typing import NamedTuple

from services.stats.domain.dashboard.period import CalendarPeriod

__all__ = ["Extent", "Span", "Turns", "extent_of", "group_at", "group_of", "month_number", "span_of", "spans_of"]

_YEAR = 12
_QUARTER = 3


class Span(NamedTuple):
    """Both months are included, counted from the year 0. Months without an extent (see there) are in none.

    So in January a year, its first quarter and its first month are one and the same: they have the same figures.
    """

    first: int
    last: int

    def within(self, extent: "Extent") -> "Span":
        return Span(max(self.first, extent.earliest), min(self.last, extent.now))


class Extent(NamedTuple):
    """The first month that has anything, and the month that it is now; all know that outside there is nothing."""

    earliest: int
    now: int


class Turns(NamedTuple):
    """Ends of months at which the same things are hidden; `is_end` for the end of a year, or now."""

    ends: tuple[int, ...]
    is_end: bool = False


def month_number(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def extent_of(earliest: date, today: date) -> Extent:
    return Extent(month_number(earliest), month_number(today))


def span_of(period: CalendarPeriod, extent: Extent) -> Span:
    """Return the months of a period; one that ends before it begins has none."""
    return Span(month_number(period.first), month_number(period.last)).within(extent)


def spans_of(year: int, extent: Extent) -> list[Span]:
    """Return every month, quarter and year of that year, without repetition."""
    months = range(year * _YEAR, (year + 1) * _YEAR)
    found = {_around(month, length, extent) for month in months for length in (1, _QUARTER, _YEAR)}
    return sorted(span for span in found if span.first <= span.last)


def group_of(span: Span, extent: Extent) -> Turns:
    """Return the turns by which a span is told from others like it in the quarter, in the year, or from nothing."""
    quarter, year = _around(span.first, _QUARTER, extent), _around(span.first, _YEAR, extent)
    if span.last < quarter.last or span.first > quarter.first:
        return _inside_quarter(quarter)
    return _inside_year(year) if span != year else Turns((year.last,), is_end=True)


def group_at(end: int, extent: Extent) -> Turns:
    """Return the turns that are treated together with the one at the end of that month."""
    quarter, year = _around(end, _QUARTER, extent), _around(end, _YEAR, extent)
    if end < quarter.last:
        return _inside_quarter(quarter)
    return _inside_year(year) if end < year.last else Turns((end,), is_end=True)


def _inside_quarter(quarter: Span) -> Turns:
    return Turns(tuple(range(quarter.first, quarter.last)))


def _inside_year(year: Span) -> Turns:
    """The year may begin in the middle of a quarter, where there is nothing before."""
    ends = (month for month in range(year.first, year.last) if month % _QUARTER == _QUARTER - 1)
    return Turns(tuple(ends))


def _around(month: int, length: int, extent: Extent) -> Span:
    first = month - month % length
    return Span(first, first + length - 1).within(extent)
