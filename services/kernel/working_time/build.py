"""Lays a calendar's windows out over its years once, so that later questions need no day-by-day loop."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from types import MappingProxyType

from services.kernel.times import require_utc
from services.kernel.working_time.calendar import WorkingCalendar
from services.kernel.working_time.missing_year import MissingYearError
from services.kernel.working_time.rules import CalendarRules, TimeWindow, YearDays

__all__ = ["build_calendar"]

_DAY = timedelta(days=1)


def build_calendar(rules: CalendarRules, years: Iterable[YearDays]) -> WorkingCalendar:
    """A calendar over consecutive years. A gap between them raises MissingYearError, no year at all ValueError."""
    ordered = sorted(years, key=lambda year: year.year)
    _require_consecutive(rules.key, ordered)
    windows = [(day, _at(rules, day, w.opens), _at(rules, day, w.closes)) for day, w in _windows(rules, ordered)]
    opens = tuple(opens for _, opens, _ in windows)
    closes = tuple(closes for _, _, closes in windows)
    lengths = (closing - opening for _, opening, closing in windows)
    first, last = ordered[0].year, ordered[-1].year
    return WorkingCalendar(
        key=rules.key,
        zone=rules.zone,
        first_year=first,
        last_year=last,
        begins=_at(rules, date(first, 1, 1), time.min),
        ends=_at(rules, date(last + 1, 1, 1), time.min),
        opens=opens,
        closes=closes,
        before=tuple(accumulate(lengths, initial=0)),
        closing_by_day=MappingProxyType({day: closing for day, _, closing in windows}),
        day_names=MappingProxyType({day: name for year in ordered for day, name in year.names.items()}),
    )


def _require_consecutive(key: str, years: list[YearDays]) -> None:
    if not years:
        raise ValueError("a calendar needs at least one year. Remedy: add a year's days off")
    known = {year.year for year in years}
    for year in range(years[0].year, years[-1].year):
        if year not in known:
            raise MissingYearError(key, year)


def _windows(rules: CalendarRules, years: list[YearDays]) -> Iterator[tuple[date, TimeWindow]]:
    for year in years:
        for day in _days_of(year.year):
            if _is_worked(rules, year, day):
                yield from ((day, window) for window in _season_windows(rules, day))


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY


def _is_worked(rules: CalendarRules, year: YearDays, day: date) -> bool:
    if day in year.makeup_days:
        return True
    return day.isoweekday() not in rules.weekly_rest and day not in year.days_off


def _season_windows(rules: CalendarRules, day: date) -> tuple[TimeWindow, ...]:
    return next((season.windows for season in rules.seasons if season.covers(day)), ())


def _at(rules: CalendarRules, day: date, clock: time) -> int:
    """Microseconds since 1970 of a wall-clock time in the calendar's zone."""
    moment = require_utc(datetime.combine(day, clock, tzinfo=rules.zone))
    return (moment - datetime.fromtimestamp(0, tz=moment.tzinfo)) // timedelta(microseconds=1)
