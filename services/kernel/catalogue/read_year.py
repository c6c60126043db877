"""Reads one year's days off and make-up days and checks that they agree with each other."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from services.kernel.catalogue.section import Section
from services.kernel.working_time import YearDays

__all__ = ["read_year"]

STATUTORY, COMPENSATION, SWAP_OFF = "statutory", "compensation", "swap_off"


@dataclass(frozen=True, slots=True)
class _Day:
    """`other` is the holiday a compensation stands for, or the make-up day of a swap (and the other way round)."""

    section: Section
    day: date
    why: str
    other: date | None
    holiday: str | None = None


def read_year(section: Section, weekly_rest: frozenset[int]) -> YearDays:
    year, expected = section.number("year"), section.number("statutory_days")
    off = [_read_day_off(item) for item in section.sections("days_off")]
    makeup = [_read_makeup(item) for item in section.sections("makeup_days")]
    section.report_unknown_keys()
    if section.ok:
        _check_days(year, [*off, *makeup])
        _check_count(section, expected, off)
        _check_holidays_at_rest(off, weekly_rest)
        _check_swaps(off, makeup, weekly_rest)
    names = {item.day: item.holiday for item in off if item.holiday}
    names |= {item.day: names[item.other] for item in makeup if item.other and item.other in names}
    return YearDays(year, frozenset(item.day for item in off), frozenset(item.day for item in makeup), names)


def _read_day_off(section: Section) -> _Day:
    why = section.choice("why", (STATUTORY, COMPENSATION, SWAP_OFF))
    pair = {COMPENSATION: "for", SWAP_OFF: "makeup"}.get(why)
    other = section.day(pair) if pair else None
    holiday = section.text("holiday")
    return replace(_finished(section, why, other), holiday=holiday)


def _read_makeup(section: Section) -> _Day:
    return _finished(section, "makeup", section.day("for"))


def _finished(section: Section, why: str, other: date | None) -> _Day:
    day = section.day("day")
    section.marked("unverified")
    section.report_unknown_keys()
    return _Day(section, day, why, other)


def _check_days(year: int, days: list[_Day]) -> None:
    seen: set[date] = set()
    for item in days:
        if item.day.year != year:
            item.section.fail("day", f"{item.day} is not in {year}", "move it to its own year")
        if item.day in seen:
            item.section.fail("day", f"{item.day} is listed twice", "keep one of them")
        seen.add(item.day)


def _check_count(section: Section, expected: int, off: list[_Day]) -> None:
    found = Counter(item.why for item in off)[STATUTORY]
    if found != expected:
        section.fail("statutory_days", f"{found} statutory days, {expected} expected", "check the yearly decision")


def _check_holidays_at_rest(off: list[_Day], weekly_rest: frozenset[int]) -> None:
    """A holiday on a weekly rest day is given back on a weekday, exactly once."""
    owed = {item.day: item for item in off if item.why == STATUTORY and item.day.isoweekday() in weekly_rest}
    for item in (item for item in off if item.why == COMPENSATION):
        if item.other is None or owed.pop(item.other, None) is None:
            item.section.fail("for", f"{item.other} is no holiday on a rest day, or is compensated twice", "correct it")
        _check_weekday(item, weekly_rest, at_rest=False)
    for day, item in owed.items():
        item.section.fail("day", f"{day} falls on a rest day without compensation", "add its compensation day")


def _check_swaps(off: list[_Day], makeup: list[_Day], weekly_rest: frozenset[int]) -> None:
    swaps = [item for item in off if item.why == SWAP_OFF]
    pairs_off, pairs_worked = {(item.day, item.other) for item in swaps}, {(item.other, item.day) for item in makeup}
    for item in swaps:
        if (item.day, item.other) not in pairs_worked:
            item.section.fail("makeup", f"make-up day {item.other} is not declared", "add it to makeup_days")
        _check_weekday(item, weekly_rest, at_rest=False)
    for item in makeup:
        if (item.other, item.day) not in pairs_off:
            item.section.fail("for", f"{item.other} is not swapped for {item.day}", "add the swap_off day to days_off")
        _check_weekday(item, weekly_rest, at_rest=True)


def _check_weekday(item: _Day, weekly_rest: frozenset[int], *, at_rest: bool) -> None:
    if (item.day.isoweekday() in weekly_rest) != at_rest:
        wanted = "a rest day" if at_rest else "a weekday"
        item.section.fail("day", f"{item.day} is not {wanted}", "check the date")
