"""Working time of one calendar, as prefix sums over its opening windows: every question is a bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.kernel.times import require_utc
from services.kernel.working_time.missing_year import MissingYearError

__all__ = ["WorkingCalendar"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
_SECONDS_A_DAY = 24 * 60 * 60
_MICROSECONDS = 1_000_000


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """Built by `build_calendar`. Instants are aware; results are in UTC. Amounts of working time are minutes.

    Inside, instants are microseconds since 1970, so an instant with seconds keeps them. Window i is open from
    `opens[i]` up to `closes[i]`, and `before[i]` is all working time before it; `before` has one entry more, the total.
    Every method raises MissingYearError when the answer lies outside the years that are loaded.
    """

    key: str
    zone: ZoneInfo
    first_year: int
    last_year: int
    begins: int
    ends: int
    opens: tuple[int, ...] = field(repr=False)
    closes: tuple[int, ...] = field(repr=False)
    before: tuple[int, ...] = field(repr=False)
    closing_by_day: Mapping[date, int] = field(repr=False)
    day_names: Mapping[date, str] = field(repr=False, default_factory=dict)

    def add(self, start: datetime, minutes: int) -> datetime:
        """The earliest instant by which `minutes` of working time have passed since `start`.

        So it can be a closing time and never is the opening after it; zero minutes give `start` back.
        """
        return self.advance(start, minutes * _MINUTE)

    def advance(self, start: datetime, amount: timedelta) -> datetime:
        """`add` for an amount that is not whole minutes."""
        return self.reach([(start, None)], amount)

    def reach(self, runs: Iterable[tuple[datetime, datetime | None]], amount: timedelta) -> datetime:
        """`advance` over several runs of a clock, in order, of which the last is open-ended (its end is None)."""
        left = _not_negative(amount)
        for start, end in runs:
            here = self._position(start)
            worked = self._worked_until(here)
            spent = None if end is None else self._worked_until(self._position(end)) - worked
            if spent is None or spent >= left:
                return self._when_worked(worked + left) if left else _instant(here)
            left -= spent
        raise ValueError("the runs end before the amount is reached. Remedy: give the last run no end")

    def subtract(self, end: datetime, minutes: int) -> datetime:
        """The latest instant from which `minutes` of working time pass until `end`: an opening, never a closing."""
        here, wanted = self._position(end), _not_negative(minutes * _MINUTE)
        if not wanted:
            return _instant(here)
        target = self._worked_until(here) - wanted
        if target < 0:
            raise MissingYearError(self.key, self.first_year - 1)
        window = bisect_right(self.before, target) - 1
        return _instant(self.opens[window] + target - self.before[window])

    def between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; negative if `end` comes first."""
        elapsed = self.elapsed(start, end)
        return elapsed // _MINUTE if elapsed >= timedelta(0) else -(-elapsed // _MINUTE)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """`between` to the microsecond, for sums that must not lose a part of a minute at every summand."""
        worked = self._worked_until(self._position(end)) - self._worked_until(self._position(start))
        return worked * _MICROSECOND

    def spans(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open windows from `start` to `end`, cut to these; none if `end` is not after `start`."""
        low, high = self._position(start), self._position(end)
        chosen = range(bisect_right(self.closes, low), bisect_left(self.opens, high))
        return [(_instant(max(low, self.opens[i])), _instant(min(high, self.closes[i]))) for i in chosen]

    def next_opening(self, moment: datetime) -> datetime:
        """`moment` itself inside a window, else the next window's start; a closing instant is outside."""
        here = self._position(moment)
        window = bisect_right(self.closes, here)
        if window == len(self.opens):
            raise MissingYearError(self.key, self.last_year + 1)
        return _instant(max(here, self.opens[window]))

    def is_working_day(self, day: date) -> bool:
        self._require_year(day.year)
        return day in self.closing_by_day

    def closing_of(self, day: date) -> datetime | None:
        """When the last window of a day in the calendar's zone ends; None on a day off."""
        self._require_year(day.year)
        closing = self.closing_by_day.get(day)
        return None if closing is None else _instant(closing)

    def local_day(self, moment: datetime) -> date:
        return require_utc(moment).astimezone(self.zone).date()

    def _position(self, moment: datetime) -> int:
        since = (moment if moment.tzinfo is UTC else require_utc(moment)) - _EPOCH
        # whole numbers are quicker than dividing one timedelta by another, and this is asked twice a span
        here = (since.days * _SECONDS_A_DAY + since.seconds) * _MICROSECONDS + since.microseconds
        if not self.begins <= here <= self.ends:
            raise MissingYearError(self.key, self.local_day(moment).year)
        return here

    def _when_worked(self, target: int) -> datetime:
        """The earliest instant by which that much working time has passed since the first loaded year began."""
        if target > self.before[-1]:
            raise MissingYearError(self.key, self.last_year + 1)
        window = bisect_left(self.before, target) - 1
        return _instant(self.opens[window] + target - self.before[window])

    def _worked_until(self, here: int) -> int:
        window = bisect_right(self.opens, here) - 1
        if window < 0:
            return 0
        return self.before[window] + min(here, self.closes[window]) - self.opens[window]

    def _require_year(self, year: int) -> None:
        if not self.first_year <= year <= self.last_year:
            raise MissingYearError(self.key, year)


def _not_negative(amount: timedelta) -> int:
    if amount < timedelta(0):
        raise ValueError("an amount of working time cannot be negative. Remedy: use add or subtract")
    return amount // _MICROSECOND
