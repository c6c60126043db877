"""ISO weeks in Viet Nam: the weeks that officers compile results by."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from services.kernel.times import VIETNAM, local_day

__all__ = ["IsoWeek", "read_week", "week_of", "week_with"]

_WEEK = timedelta(days=7)
_NAME = re.compile(r"(?P<year>[0-9]{4})-W(?P<number>[0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class IsoWeek:
    """From Monday to Sunday; `year` is the one that has its Thursday."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As in ISO 8601: 2026-W48."""
        return f"{self.year}-W{self.number:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def begins(self) -> datetime:
        return _midnight(self.monday)

    @property
    def ends(self) -> datetime:
        """The first instant that is not in it any more."""
        return _midnight(self.monday + _WEEK)


def week_of(moment: datetime) -> IsoWeek:
    """The week of an instant, by the day it has in Viet Nam."""
    return week_with(local_day(moment))


def week_with(day: date) -> IsoWeek:
    """The week that a day lies in."""
    year, number, _ = day.isocalendar()
    return IsoWeek(year, number)


def read_week(name: str) -> IsoWeek:
    """The week of this name; raises ValueError, also for a week 53 that the year does not have."""
    found = _NAME.fullmatch(name)
    if found is None:
        message = "an ISO week is written like 2026-W48"
        raise ValueError(message)
    week = IsoWeek(int(found["year"]), int(found["number"]))
    try:
        _ = week.begins, week.ends
    except OverflowError as error:
        message = "the first and the last weeks of the calendar have no beginning or no end as instants"
        raise ValueError(message) from error
    return week


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
