"""Which days can be asked about: others were typed wrongly, and would be counted through day by day."""

from datetime import date
from typing import Final

__all__ = ["EARLIEST", "LATEST", "LONGEST_YEARS", "is_askable", "is_too_long"]

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2199, 12, 31)
LONGEST_YEARS: Final = 20


def is_askable(day: date) -> bool:
    return EARLIEST <= day <= LATEST


def is_too_long(first: date, last: date) -> bool:
    """Whether a period, both days included, touches more years than a report may be about."""
    return last.year - first.year >= LONGEST_YEARS
