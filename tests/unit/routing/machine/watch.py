"""A stop-watch for one attempt at a leg, started and stopped by what routing tells; it knows nothing of ledgers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_WINDOWS = ((time(7, 30), time(11, 30)), (time(13), time(17)))
_SATURDAY = 5


@dataclass
class Watch:
    """`last` is when something was told of the attempt last; `worked` is working time by the calendar of the tests."""

    last: datetime
    since: datetime | None = None
    worked: timedelta = timedelta()

    def run(self, at: datetime) -> None:
        self.last = at
        if self.since is None:
            self.since = at

    def stand(self, at: datetime) -> None:
        self.last = at
        if self.since is not None:
            self.worked += worked(self.since, at)
            self.since = None

    def minutes(self, now: datetime) -> int:
        running = worked(self.since, now) if self.since is not None else timedelta()
        return (self.worked + running) // timedelta(minutes=1)


def worked(since: datetime, until: datetime) -> timedelta:
    """Working time of an office that is open on weekdays 07:30-11:30 and 13:00-17:00."""
    total, day = timedelta(), since.astimezone(_ZONE).date()
    while day <= until.astimezone(_ZONE).date():
        for opens, closes in _WINDOWS if day.weekday() < _SATURDAY else ():
            start = max(since, datetime.combine(day, opens, _ZONE))
            end = min(until, datetime.combine(day, closes, _ZONE))
            total += max(end - start, timedelta())
        day += timedelta(days=1)
    return total
