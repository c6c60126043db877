"""When a result is promised."""

from datetime import date, datetime, time, timedelta

from services.kernel.catalogue.procedure import Procedure
from services.kernel.working_time import WorkingCalendar

__all__ = ["appointment_of", "is_same_day"]

_DAY = timedelta(days=1)


def is_same_day(procedure: Procedure, tags: frozenset[str], same_day_tags: frozenset[str]) -> bool:
    """An immediate procedure, or a tag of a model day; what always needs a verification cannot be done at once."""
    if procedure.limit_hours is None:
        return True
    return not procedure.needs_verification and not same_day_tags.isdisjoint(tags)


def appointment_of(
    procedure: Procedure,
    received_at: datetime,
    calendar: WorkingCalendar,
    *,
    same_day: bool,
    cutoff: time,
    tags: frozenset[str] = frozenset(),
) -> datetime:
    """The due instant in UTC. The clock starts at reception, or at the next opening outside working time.

    Same-day cases are due at that working day's closing; received after the cut-off (the cut-off itself still counts
    as today), at the closing of the next working day.
    """
    limit = procedure.limit_minutes_for(tags)
    if limit is not None and not same_day:
        return calendar.add(_counted_from(procedure, received_at, calendar, cutoff), limit)
    return _closing_from(_first_day(received_at, calendar, cutoff), calendar)


def _counted_from(procedure: Procedure, received_at: datetime, calendar: WorkingCalendar, cutoff: time) -> datetime:
    first = _first_day(received_at, calendar, cutoff)
    if not procedure.next_day_after_cutoff or first == received_at.astimezone(calendar.zone).date():
        return received_at
    return datetime.combine(first, time(), calendar.zone)


def _first_day(received_at: datetime, calendar: WorkingCalendar, cutoff: time) -> date:
    local = received_at.astimezone(calendar.zone)
    return local.date() + _DAY if local.time() > cutoff else local.date()


def _closing_from(day: date, calendar: WorkingCalendar) -> datetime:
    """Closing of the first working day from `day` on; ends, because a year without data raises MissingYearError."""
    closing = calendar.closing_of(day)
    while closing is None:
        day += _DAY
        closing = calendar.closing_of(day)
    return closing
