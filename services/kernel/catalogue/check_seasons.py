"""The seasons of a calendar must cover every day of a year exactly once."""

from datetime import date, timedelta

from services.kernel.catalogue.section import Section
from services.kernel.working_time import Season

__all__ = ["check_seasons"]

_LEAP_YEAR = 2024
_DAYS = [date(_LEAP_YEAR, 1, 1) + timedelta(days=n) for n in range(366)]


def check_seasons(section: Section, seasons: tuple[Season, ...]) -> None:
    """Reports the first day without opening hours, and the first with two sets of them."""
    covering = {day: sum(season.covers(day) for season in seasons) for day in _DAYS}
    if bare := next((day for day, count in covering.items() if count == 0), None):
        section.fail("seasons", f"no season covers {bare:%d/%m}", "let the seasons cover the whole year")
    if doubled := next((day for day, count in covering.items() if count > 1), None):
        section.fail("seasons", f"two seasons cover {doubled:%d/%m}", "end one the day before the next begins")
