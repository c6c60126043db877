"""What the query of a page asks for; what makes no sense is the page as it is without it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from services.stats.application.dashboard.read_place import SORTS, PlaceAsked
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind, parse_period, period_of
from services.stats.domain.dashboard.standing import Subject

__all__ = ["ALL_KINDS", "PUBLIC_KINDS", "page_number", "place_asked", "wanted_period"]

PUBLIC_KINDS: Final = frozenset({PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH})
"""With single days, one more day in a period would tell that day's small counts."""
ALL_KINDS: Final = frozenset(PeriodKind)
_DIGITS: Final = 4
_LONGEST: Final = 16


def place_asked(
    query: Mapping[str, str], subject: Subject, today: date, least: int | None, kinds: Collection[PeriodKind]
) -> PlaceAsked:
    """`ky` is the period, `cap` the tier, `xep` the order and `trang` the page of the table."""
    return PlaceAsked(
        subject=subject,
        period=wanted_period(query, today, kinds),
        least=least,
        tier=query.get("cap", "")[:_LONGEST],
        sort=query.get("xep", "") if query.get("xep", "") in {*SORTS, "name"} else "received",
        page=page_number(query),
    )


def wanted_period(query: Mapping[str, str], today: date, kinds: Collection[PeriodKind]) -> CalendarPeriod:
    """This year unless another period was asked for; what has not begun is nothing to ask for."""
    period = parse_period(query.get("ky", ""))
    if period is None or period.kind not in kinds or period.first > today:
        return period_of(PeriodKind.YEAR, today)
    return period


def page_number(query: Mapping[str, str]) -> int:
    text = query.get("trang", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 1
