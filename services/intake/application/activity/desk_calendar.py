"""The catalogue's calendar as the public meets it: working and extended windows of a day, and next openings."""

from datetime import date, datetime, time, timedelta
from typing import Final

from services.intake.application.terms import Terms
from services.intake.domain.activity.windows import DeskDay, DeskWindow
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.service_model import CalendarRule, Effect
from services.kernel.catalogue.service_model.misses import day_miss
from services.kernel.times import require_utc
from services.kernel.working_time import MissingYearError, WorkingCalendar

__all__ = ["DeskCalendar"]

_DAY: Final = timedelta(days=1)
_EXTENDING: Final = frozenset({Effect.RECEPTION_WINDOW, Effect.RECEPTION_DAY})
_LOOKED_AHEAD: Final = 21
"""Days until the next opening that is told; longer than any Tết."""


class DeskCalendar:
    """Implements the port `DeskDays`."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self, agency: AgencyCode, day: date) -> DeskDay:
        """Raises UnknownAgency and MissingYearError."""
        catalogue = self._terms.catalogue
        calendar = catalogue.calendar_for(agency)
        rules = catalogue.service_models.rules_for(agency, day)
        extended = (window for rule in rules for window in _extended(rule, calendar, day))
        windows = (*_working(calendar, day), *extended)
        return DeskDay(tuple(sorted(windows, key=lambda each: (each.opens, each.closes))))

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


def _extended(rule: CalendarRule, calendar: WorkingCalendar, day: date) -> list[DeskWindow]:
    """What an extended hour or a reception day on a day of rest adds, for the fields it names."""
    if rule.effect not in _EXTENDING or day_miss(rule, calendar, day) is not None:
        return []
    hours = [(each.opens, each.closes) for each in rule.windows_on(day)]
    if not hours and rule.effect is Effect.RECEPTION_DAY:
        hours = _usual_hours(calendar, day)
    fields = rule.fields or None
    return [
        DeskWindow(_instant(calendar, day, opens), _instant(calendar, day, closes), rule.tag, fields)
        for opens, closes in hours
    ]


def _usual_hours(calendar: WorkingCalendar, day: date) -> list[tuple[time, time]]:
    """Those of the working day before: a rule that names none keeps the desk's usual hours."""
    earlier = day - _DAY
    while not calendar.is_working_day(earlier):
        earlier -= _DAY
    local = [
        (w.opens.astimezone(calendar.zone), w.closes.astimezone(calendar.zone)) for w in _working(calendar, earlier)
    ]
    return [(opens.time(), closes.time()) for opens, closes in local]


def _instant(calendar: WorkingCalendar, day: date, clock: time) -> datetime:
    return require_utc(datetime.combine(day, clock, tzinfo=calendar.zone))
