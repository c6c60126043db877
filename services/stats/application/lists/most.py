"""How many single dossiers one answer has at most: they are all in memory until it is written."""

from typing import Final

from services.runtime.failures import PermanentError

__all__ = ["MOST_COURSES", "MOST_DOSSIERS", "check_number"]

MOST_DOSSIERS: Final = 50_000
"""About 150 MiB on the way to a workbook; a large district receives as many in a year, a province half a million."""
MOST_COURSES: Final = 10_000
"""A course has some ten rows."""


def check_number(found: int, most: int) -> None:
    """Raise PermanentError(dossiers_too_many) for an answer that would have more."""
    if found > most:
        raise PermanentError("dossiers_too_many", most=most)
