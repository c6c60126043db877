"""The days on which a calendar rule is held, as far as the years of the calendar are loaded."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.kernel.catalogue.service_model import CalendarRule, day_miss
from services.kernel.working_time import WorkingCalendar

__all__ = ["held_between"]

_DAY: Final = timedelta(days=1)


def held_between(rule: CalendarRule, calendar: WorkingCalendar, first: date, last: date) -> Iterator[date]:
    """Yield the days of a period, both ends included; whether the rule is valid then is for others to say."""
    day = max(first, date(calendar.first_year, 1, 1))
    last = min(last, date(calendar.last_year, 12, 31))
    while day <= last:
        if day_miss(rule, calendar, day) is None:
            yield day
        day += _DAY
