"""Working time: calendars as data, adding, subtracting and measuring by bisection."""

from services.kernel.working_time.build import build_calendar
from services.kernel.working_time.calendar import WorkingCalendar
from services.kernel.working_time.missing_year import MissingYearError
from services.kernel.working_time.rules import CalendarRules, Season, TimeWindow, YearDays

__all__ = [
    "CalendarRules",
    "MissingYearError",
    "Season",
    "TimeWindow",
    "WorkingCalendar",
    "YearDays",
    "build_calendar",
]
