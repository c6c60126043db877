"""When a message that comes at a bad time is sent: at the next good one, spread so that not all come at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zlib import crc32

from services.kernel.times import VIETNAM

__all__ = ["Hours", "next_morning", "release_at"]

_DAY: Final = timedelta(days=1)
_MOST_DAYS_OFF: Final = 30
"""Longer than any holiday: a calendar with more days off in a row is not believed."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Nothing is sent from `quiet_from` up to `quiet_to` (time of Viet Nam); equal means that any time is good."""

    quiet_from: time
    quiet_to: time
    spread: timedelta

    def are_quiet(self, at: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


def release_at(now: datetime, hours: Hours, is_good_day: Callable[[date], bool], key: str) -> datetime | None:
    """None: now. Messages with the same `key` (a dossier's code) are held until the same instant, in UTC."""
    local = now.astimezone(VIETNAM)
    if not hours.are_quiet(local.time()) and is_good_day(local.date()):
        return None
    day = local.date() if local.time() < hours.quiet_to else local.date() + _DAY
    days = (day + _DAY * later for later in range(_MOST_DAYS_OFF))
    good = next((each for each in days if is_good_day(each)), day)
    return _spread(good, hours, key)


def next_morning(now: datetime, hours: Hours, key: str) -> datetime:
    """Of the day after."""
    return _spread(now.astimezone(VIETNAM).date() + _DAY, hours, key)


def _spread(day: date, hours: Hours, key: str) -> datetime:
    opening = datetime.combine(day, hours.quiet_to, VIETNAM).astimezone(UTC)
    return opening + timedelta(seconds=crc32(key.encode()) % max(1, int(hours.spread.total_seconds())))
