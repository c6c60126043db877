"""When the digest of an ISO week goes out."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from services.kernel.iso_week import IsoWeek
from services.kernel.times import VIETNAM

__all__ = ["DigestTime"]

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DigestTime:
    """`weekday` 1 is Monday, of the week after the one that is told of; `at` is in Viet Nam."""

    weekday: int
    at: time

    def after(self, week: IsoWeek) -> datetime:
        day = week.monday + _WEEK + timedelta(days=self.weekday - 1)
        return datetime.combine(day, self.at, VIETNAM).astimezone(UTC)
