"""Indicator 2.1: which dossiers are on time or still in time, judged by when they ended (domain §15).

The end is when status 9 came, else 10, else stop or refusal; with one open request for a supplement it is the time of
the request, with more than one the dossier is late; what supplements took is taken off; what is open ends with the
period. `is_in_time` is that rule for one dossier, `progress_of` the same from counters: an outcome is judged by a due
date that has moved by the time of supplements, and while one is open the due date is gone unless it had passed before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.status import Outcome
from services.stats.domain.dossiers import CLEARED, DUE, ENDED_LATE, RECEIVED, RESOLVED
from services.stats.domain.figures import Measures, by_outcome, of
from services.stats.domain.particulars import NO_LONGER_OVER_ASKED, OVER_ASKED

__all__ = ["Ending", "Progress", "is_in_time", "progress_of"]


@dataclass(frozen=True, slots=True)
class Ending:
    """What the rule looks at; `due_at` is the due date first given, `supplemented` what completed supplements took."""

    due_at: datetime
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    stopped_at: datetime | None = None
    open_requests: tuple[datetime, ...] = ()
    supplemented: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Progress:
    """Dossiers received or handled in a period, and how many of them were late at its end or when they ended."""

    handled: int
    late: int

    @property
    def in_time(self) -> int:
        return self.handled - self.late


def is_in_time(dossier: Ending, period_end: datetime) -> bool:
    """Whether a dossier is on time or still in time; supplements are measured in the time of its due date."""
    end = dossier.finished_at or dossier.returned_at or dossier.stopped_at
    if end is None and len(dossier.open_requests) > 1:
        return False
    if end is None and dossier.open_requests:
        end = dossier.open_requests[0]
    return (end or period_end) - dossier.supplemented <= dossier.due_at


def progress_of(before: Measures, during: Measures, until: Measures) -> Progress:
    """Return the progress of dossiers that a period found unfinished, or received."""
    carried = of(before, RECEIVED) - of(before, RESOLVED)
    still_late = of(until, DUE) - of(until, CLEARED) + of(until, OVER_ASKED) - of(until, NO_LONGER_OVER_ASKED)
    stopped_late = sum(by_outcome(during, ENDED_LATE, outcome) for outcome in (Outcome.STOPPED, Outcome.WITHDRAWN))
    ended_late = by_outcome(during, RESOLVED, Outcome.LATE) + stopped_late
    return Progress(of(during, RECEIVED) + carried, ended_late + still_late)
