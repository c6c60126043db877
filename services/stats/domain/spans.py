"""Cut a period into whole months and single days, so that a long one is read from few counters."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.stats.domain.cells import month_of


@dataclass(frozen=True, slots=True)
class Span:
    """Months (2026-11) that lie wholly in the period, and the days outside them."""

    months: tuple[str, ...]
    days: tuple[date, ...]


def span(first: date, last: date) -> Span:
    """Return the parts of a period; both days are included, and a period that ends before it begins is empty."""
    months: list[str] = []
    days: list[date] = []
    day = first
    while day <= last:
        following = next_month(day)
        if day.day == 1 and following - timedelta(days=1) <= last:
            months.append(month_of(day))
            day = following
        else:
            days.append(day)
            day += timedelta(days=1)
    return Span(tuple(months), tuple(days))


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def first_of_month(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
