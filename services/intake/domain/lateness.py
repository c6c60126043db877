"""When a dossier is late, by calendar day as report form 06 counts, and when its agency is warned of it."""

from datetime import datetime, time, timedelta

from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import Dossier
from services.kernel.clock_ledger import ClockState
from services.kernel.times import VIETNAM, local_day, require_utc

__all__ = ["late_from", "next_wake", "warning_at"]


def late_from(due_at: datetime) -> datetime:
    """The first instant of the day after the due day: finished on the due day is on time at any hour of it."""
    following = local_day(due_at) + timedelta(days=1)
    return require_utc(datetime.combine(following, time.min, VIETNAM))


def warning_at(dossier: Dossier, course: CourseRules) -> datetime | None:
    """None when there is nothing left to warn of.

    What is due on the day on which its clock began to run is warned of shortly before its time, usually the closing.
    Any other limit so short that the warning would come with the start of the clock needs none, nor does a due day
    that was warned of already.
    """
    due = dossier.due_at
    if due is None or dossier.ledger.state is not ClockState.RUNNING:
        return None
    if dossier.warned_for is not None and local_day(dossier.warned_for) == local_day(due):
        return None
    return course.warning.moment(dossier.ledger.spans[-1].start, due)


def next_wake(dossier: Dossier, course: CourseRules) -> datetime | None:
    """When time alone changes something next; never for the past that a back-filled dossier tells of."""
    if dossier.filing.backfill:
        return None
    moments = (_reply_by(dossier), warning_at(dossier, course), _apology_missed_at(dossier))
    return min((moment for moment in moments if moment is not None), default=None)


def _reply_by(dossier: Dossier) -> datetime | None:
    return dossier.supplements[-1].reply_by if dossier.awaits_papers else None


def _apology_missed_at(dossier: Dossier) -> datetime | None:
    running = dossier.ledger.state is ClockState.RUNNING
    if not running or dossier.due_at is None or dossier.apology is not None or dossier.broke("apology_missing"):
        return None
    return late_from(dossier.due_at)
