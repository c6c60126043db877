"""ISO weeks in Viet Nam, and when the digest of one goes out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from services.kernel.times import VIETNAM, local_day

__all__ = ["DigestTime", "IsoWeek", "read_week", "week_of"]

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class DigestTime:
    """`weekday` 1 is Monday, of the week after the one that is told of; `at` is in Viet Nam."""

    weekday: int
    at: time

    def after(self, week: IsoWeek) -> datetime:
        day = week.monday + _WEEK + timedelta(days=self.weekday - 1)
        return datetime.combine(day, self.at, VIETNAM).astimezone(UTC)


def week_of(moment: datetime) -> IsoWeek:
    year, number, _ = local_day(moment).isocalendar()
    return IsoWeek(year, number)


def read_week(name: str) -> IsoWeek:
    """The week of this name; raises ValueError."""
    year, _, number = name.partition("-W")
    return IsoWeek(int(year), int(number))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
