"""Cut a period into whole years, whole months and single days, so that a long one is read from few counters."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.stats.domain.counters import month_of

_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Years (2026) and months (2026-11) that lie wholly in the period, and the days outside them."""

    months: tuple[str, ...]
    days: tuple[date, ...]
    years: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """Return all parts as counters name them."""
        return (*self.years, *self.months, *(day.isoformat() for day in self.days))


def span(first: date, last: date, *, years: bool = False) -> Span:
    """Return the parts of a period; both days are included, and a period that ends before it begins is empty.

    Without `years` a whole year is twelve months.
    """
    found: dict[int, list[date]] = {4: [], 7: [], 10: []}
    day = first
    while day <= last:
        length, following = _longest(day, last, years=years)
        found[length].append(day)
        day = following
    return Span(tuple(map(month_of, found[7])), tuple(found[10]), tuple(str(each.year) for each in found[4]))


def _longest(day: date, last: date, *, years: bool) -> tuple[int, date]:
    """Return the longest whole part that begins that day, by the length of its name, and the day after it."""
    if years and (day.month, day.day) == (1, 1) and date(day.year, _DECEMBER, 31) <= last:
        return 4, date(day.year + 1, 1, 1)
    if day.day == 1 and next_month(day) - timedelta(days=1) <= last:
        return 7, next_month(day)
    return 10, day + timedelta(days=1)


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def first_of_month(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
