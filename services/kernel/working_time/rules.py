"""The data a calendar is built from: hours by season, weekly rest, and the yearly decisions on days off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.kernel.times import VIETNAM

__all__ = ["CalendarRules", "MonthDay", "Season", "TimeWindow", "YearDays"]

MonthDay = tuple[int, int]
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Open from `opens` up to, not including, `closes`, on one day in the calendar's zone."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        return datetime.combine(_ANY_DAY, self.closes) - datetime.combine(_ANY_DAY, self.opens)


@dataclass(frozen=True, slots=True)
class Season:
    """Opening hours from `first` to `last` (month, day; both included) of every year; may run over New Year."""

    first: MonthDay
    last: MonthDay
    windows: tuple[TimeWindow, ...]

    def covers(self, day: date) -> bool:
        today = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= today <= self.last
        return today >= self.first or today <= self.last


@dataclass(frozen=True, slots=True)
class YearDays:
    """One year's decisions: weekdays (and rest days) off, and rest days worked with full hours.

    `names` are the holidays behind days off, and behind make-up days.
    """

    year: int
    days_off: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    names: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """`weekly_rest` holds ISO weekdays (Monday is 1). The seasons together must cover every day of a year once."""

    key: str
    seasons: tuple[Season, ...]
    weekly_rest: frozenset[int]
    zone: ZoneInfo = field(default=VIETNAM)
