"""Limits in working days: the day it happens on does not count, the last day lasts until the desk closes."""

from datetime import date, datetime, timedelta
from typing import Final

from services.kernel.working_time import WorkingCalendar

__all__ = ["closing_after", "working_days_between"]

_DAY: Final = timedelta(days=1)


def closing_after(calendar: WorkingCalendar, day: date, days: int) -> datetime:
    """When the desk closes on the working day that is `days` after `day`; 0 or less means the next possible closing.

    Raises MissingYearError.
    """
    last, left = day, days
    while left > 0:
        last += _DAY
        left -= calendar.is_working_day(last)
    while (closing := calendar.closing_of(last)) is None:
        last += _DAY
    return closing


def working_days_between(calendar: WorkingCalendar, first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; 0 when that is not later."""
    days = (first + number * _DAY for number in range(1, max(0, (last - first).days) + 1))
    return sum(calendar.is_working_day(day) for day in days)
