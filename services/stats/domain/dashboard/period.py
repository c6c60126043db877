"""The periods that can be picked: a year, a quarter, a month, and for officers a single day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from services.stats.domain.papers.askable import EARLIEST, LATEST
from services.stats.domain.spans import next_month

__all__ = ["CalendarPeriod", "PeriodKind", "months_of", "parse_period", "period_of"]

_KEY: Final = re.compile(r"(?P<year>[0-9]{4})(-Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")
_QUARTER: Final = 3


class PeriodKind(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """Both days are included, Viet Nam time."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def key(self) -> str:
        """2026, 2026-Q4, 2026-11 or 2026-11-27."""
        return _KEYS[self.kind](self.first)

    @property
    def quarter(self) -> int:
        return (self.first.month - 1) // _QUARTER + 1

    @property
    def previous(self) -> "CalendarPeriod":
        return period_of(self.kind, self.first - timedelta(days=1))

    @property
    def following(self) -> "CalendarPeriod":
        return period_of(self.kind, self.last + timedelta(days=1))


_KEYS: Final[dict[PeriodKind, Callable[[date], str]]] = {
    PeriodKind.YEAR: lambda first: f"{first:%Y}",
    PeriodKind.QUARTER: lambda first: f"{first:%Y}-Q{(first.month - 1) // _QUARTER + 1}",
    PeriodKind.MONTH: lambda first: f"{first:%Y-%m}",
    PeriodKind.DAY: date.isoformat,
}


def period_of(kind: PeriodKind, day: date) -> CalendarPeriod:
    """Return the period of that kind which contains the day."""
    if kind is PeriodKind.DAY:
        return CalendarPeriod(kind, day, day)
    length = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: _QUARTER, PeriodKind.MONTH: 1}[kind]
    first = last = date(day.year, day.month - (day.month - 1) % length, 1)
    for _ in range(length):
        last = next_month(last)
    return CalendarPeriod(kind, first, last - timedelta(days=1))


def parse_period(key: str) -> CalendarPeriod | None:
    """Return the period of a key, None for anything else."""
    found = _KEY.fullmatch(key)
    if found is None or not EARLIEST.year <= int(found["year"]) <= LATEST.year:
        return None
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    if found["quarter"]:
        return period_of(PeriodKind.QUARTER, date(year, int(found["quarter"]) * _QUARTER, 1))
    try:
        named = date(year, month, day)
    except ValueError:
        return None
    kind = PeriodKind.DAY if found["day"] else PeriodKind.MONTH if found["month"] else PeriodKind.YEAR
    return period_of(kind, named)


def months_of(year: int) -> Iterator[CalendarPeriod]:
    return (period_of(PeriodKind.MONTH, date(year, month, 1)) for month in range(1, 13))
