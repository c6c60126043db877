"""The catalogue's calendar as the public meets it at a desk: working windows of a day, and next openings."""

from datetime import date, datetime, time, timedelta
from typing import Final

from services.intake.application.terms import Terms
from services.intake.domain.activity.windows import DeskDay, DeskWindow
from services.kernel.agency_code import AgencyCode
from services.kernel.working_time import MissingYearError, WorkingCalendar

__all__ = ["DeskCalendar"]

_DAY: Final = timedelta(days=1)
_LOOKED_AHEAD: Final = 21
"""Days until the next opening that is told; longer than any Tết."""


class DeskCalendar:
    """Implements the port `DeskDays`."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self, agency: AgencyCode, day: date) -> DeskDay:
        """Raises UnknownAgency and MissingYearError."""
        calendar = self._terms.catalogue.calendar_for(agency)
        return DeskDay(tuple(sorted(_working(calendar, day), key=lambda each: each.opens)))

    def next_opening(self, agency: AgencyCode, moment: datetime, field: str | None = None) -> datetime | None:
        calendar = self._terms.catalogue.calendar_for(agency)
        today = calendar.local_day(moment)
        try:
            days = (self(agency, today + ahead * _DAY) for ahead in range(_LOOKED_AHEAD))
            found = (day.next_after(moment, field) for day in days)
            return next((window.opens for window in found if window is not None), None)
        except MissingYearError:
            return None


def _working(calendar: WorkingCalendar, day: date) -> list[DeskWindow]:
    if not calendar.is_working_day(day):
        return []
    midnight = datetime.combine(day, time.min, tzinfo=calendar.zone)
    return [DeskWindow(opens, closes) for opens, closes in calendar.spans(midnight, midnight + _DAY)]
