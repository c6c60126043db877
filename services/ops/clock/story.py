"""One ledger told span by span: the days that count, those that do not, the pauses, and when the limit is reached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from services.kernel.clock_ledger import ClockLedger, LedgerSpan
from services.kernel.working_time import WorkingCalendar

__all__ = ["Chapter", "Closed", "Due", "Ended", "Paused", "Shut", "Worked", "chapters_of", "due_after"]

_DAY = timedelta(days=1)
Window = tuple[datetime, datetime]


class Shut(StrEnum):
    """Why nobody works on a day."""

    REST = "rest"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Worked:
    """A day whose working time counts: when, how much, and how much until then; `beyond` the limit or not.

    `makes_up` is the holiday for which this day of rest is worked.
    """

    day: date
    windows: tuple[Window, ...]
    worked: timedelta
    total: timedelta
    beyond: bool = False
    makes_up: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Days in a row without opening hours, for one reason."""

    first: date
    last: date
    why: Shut
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """`due_before` is the due time that held until then, `due_after` the one that holds since; None: none does."""

    start: datetime
    end: datetime | None
    cause: str
    due_before: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    at: datetime


Chapter = Worked | Closed | Paused | Due | Ended


def chapters_of(ledger: ClockLedger, calendar: WorkingCalendar, as_of: datetime) -> list[Chapter]:
    """From the start to the end; of a clock that runs to its due time, or to `as_of` once that has passed."""
    due = due_after(ledger, calendar, len(ledger.spans))
    chapters: list[Chapter] = []
    total = timedelta(0)
    for number, span in enumerate(ledger.spans, start=1):
        if not span.is_running:
            chapters.append(_pause(ledger, calendar, number))
            continue
        for part in _parts(span, due, as_of):
            days = list(_days(part, calendar, total, due))
            chapters += _joined(days)
            total += sum((day.worked for day in days if isinstance(day, Worked)), timedelta(0))
            if part[1] == due and Due(due) not in chapters:
                chapters.append(Due(due))
    return [*chapters, Ended(ledger.stopped_at)] if ledger.stopped_at else chapters


def due_after(ledger: ClockLedger, calendar: WorkingCalendar, spans: int) -> datetime | None:
    """The due time as it stood when only so many spans had begun."""
    known = ledger.spans[:spans]
    if not known or not known[-1].is_running:
        return None
    return replace(ledger, spans=(*known[:-1], replace(known[-1], end=None)), stopped_at=None).due_at(calendar)


def _pause(ledger: ClockLedger, calendar: WorkingCalendar, number: int) -> Paused:
    span = ledger.spans[number - 1]
    before, after = due_after(ledger, calendar, number - 1), due_after(ledger, calendar, number + 1)
    return Paused(span.start, span.end, span.cause or "", before, after if number < len(ledger.spans) else None)


def _parts(span: LedgerSpan, due: datetime | None, as_of: datetime) -> Iterator[Window]:
    """A running span up to the due time, and what it took beyond."""
    end = span.end or (max(as_of, due) if due else as_of)
    cuts = [span.start, *([due] if due and span.start < due < end else []), max(end, span.start)]
    return pairwise(cuts)


def _days(part: Window, calendar: WorkingCalendar, total: timedelta, due: datetime | None) -> Iterator[Worked | Closed]:
    spans = calendar.spans(*part)
    windows = {day: tuple(each) for day, each in groupby(spans, key=lambda window: calendar.local_day(window[0]))}
    day, last = calendar.local_day(part[0]), calendar.local_day(part[1])
    while day <= last:
        if day in windows:
            worked = sum((end - start for start, end in windows[day]), timedelta(0))
            total += worked
            beyond = due is not None and part[0] >= due
            yield Worked(day, windows[day], worked, total, beyond, calendar.day_names.get(day))
        elif not calendar.is_working_day(day):
            name = calendar.day_names.get(day)
            yield Closed(day, day, Shut.HOLIDAY if name else Shut.REST, name)
        day += _DAY


def _joined(days: list[Worked | Closed]) -> Iterator[Chapter]:
    """Closed days of one kind in a row as one."""
    open_run: Closed | None = None
    for each in days:
        if isinstance(each, Closed) and open_run and (open_run.why, open_run.name) == (each.why, each.name):
            open_run = replace(open_run, last=each.last)
            continue
        if open_run:
            yield open_run
        open_run = each if isinstance(each, Closed) else None
        if isinstance(each, Worked):
            yield each
    if open_run:
        yield open_run
