"""Reads calendars and the yearly decisions on days off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise

from services.kernel.catalogue.check_seasons import check_seasons
from services.kernel.catalogue.read_year import read_year
from services.kernel.catalogue.section import Section
from services.kernel.working_time import CalendarRules, Season, TimeWindow, WorkingCalendar, YearDays, build_calendar
from services.kernel.working_time.rules import MonthDay

__all__ = ["WorkingTimes", "read_month_day", "read_window", "read_working_times"]

_WINDOW = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class WorkingTimes:
    """`keys` are all declared calendars; `calendars` is empty when the section has mistakes.

    `default` is the key of the calendar that holds where an agency and its ancestors name none.
    """

    keys: frozenset[str]
    calendars: Mapping[str, WorkingCalendar]
    default: str


def read_working_times(section: Section) -> WorkingTimes:
    weekly_rest = frozenset(section.numbers("weekly_rest"))
    day_length = timedelta(hours=section.number("working_day_hours"))
    rules = [_read_calendar(item, weekly_rest, day_length) for item in section.sections("calendars")]
    years = [read_year(item, weekly_rest) for item in section.sections("years")]
    keys = frozenset(rule.key for rule in rules)
    default = section.choice("default_calendar", keys)
    section.report_unknown_keys()
    _check_consecutive(section, years)
    if len(keys) < len(rules):
        section.fail("calendars", "two calendars have the same key", "give each its own key")
    calendars = {rule.key: build_calendar(rule, years) for rule in rules} if section.ok else {}
    return WorkingTimes(keys, calendars, default)


def _check_consecutive(section: Section, years: list[YearDays]) -> None:
    if not years:
        section.fail("years", "no year has its days off declared", "add the years that the service has to reckon with")
    for earlier, later in pairwise(years):
        if later.year != earlier.year + 1:
            section.fail("years", f"{later.year} follows {earlier.year}", "list every year once, in order")


def _read_calendar(section: Section, weekly_rest: frozenset[int], day_length: timedelta) -> CalendarRules:
    rules = CalendarRules(
        key=section.text("key"),
        seasons=tuple(_read_season(item, day_length) for item in section.sections("seasons")),
        weekly_rest=weekly_rest,
    )
    section.marked("unverified")
    section.marked("invented")
    section.report_unknown_keys()
    if section.ok:
        check_seasons(section, rules.seasons)
    return rules


def _read_season(section: Section, day_length: timedelta) -> Season:
    windows = tuple(read_window(section, text, "windows") for text in section.texts("windows"))
    season = Season(read_month_day(section, "from"), read_month_day(section, "to"), windows)
    section.report_unknown_keys()
    if section.ok:
        _check_windows(section, windows, day_length)
    return season


def read_month_day(section: Section, key: str) -> MonthDay:
    text = section.text(key)
    if _MONTH_DAY.fullmatch(text):
        return int(text[:2]), int(text[3:])
    if text:
        section.fail(key, f"{key} is no day of the year: {text!r}", 'write MM-DD in quotes, like "04-16"')
    return 1, 1


def read_window(section: Section, text: str, key: str) -> TimeWindow:
    if _WINDOW.fullmatch(text):
        opens, closes = (time.fromisoformat(clock) for clock in text.split("-"))
        return TimeWindow(opens, closes)
    section.fail(key, f"not opening hours: {text!r}", 'write "HH:MM-HH:MM"')
    return TimeWindow(time.min, time.min)


def _check_windows(section: Section, windows: tuple[TimeWindow, ...], day_length: timedelta) -> None:
    clocks = [clock for window in windows for clock in (window.opens, window.closes)]
    if any(earlier >= later for earlier, later in pairwise(clocks)):
        section.fail("windows", "opening hours overlap or run backwards", "write them in order, without overlap")
        return
    total = sum((window.length for window in windows), timedelta(0))
    if total != day_length:
        section.fail("windows", f"opening hours total {total}, not {day_length}", "make them one working day together")
