"""Missing papers (status 5): asked for once in full; before reception no clock runs (domain §7)."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.intake.domain.commands import FileSupplement, RequestSupplement
from services.intake.domain.completeness import check_askable
from services.intake.domain.course_records import SupplementRecord
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError, not_allowed
from services.intake.domain.facts import SupplementReceived, SupplementRequested
from services.kernel.status import Status
from services.kernel.times import local_day
from services.kernel.working_time import WorkingCalendar

__all__ = ["request_supplement", "supplement"]

REPEATED = "supplement_repeated"


def request_supplement(draft: Draft, command: RequestSupplement) -> None:
    """A request too many is carried out, because the applicant needs to know, and recorded as a violation."""
    components = _named(draft, command.components)
    reply_by = _reply_by(draft, command.reply_by)
    check_askable(draft, command.components)
    draft.become(Status.SUPPLEMENT_REQUESTED, "supplement_requested")
    record = SupplementRecord(draft.at, components, components, reply_by)
    earlier = draft.dossier.supplements
    draft.change(supplements=(*earlier, record))
    if len(earlier) >= draft.course.most_requests:
        draft.violate(REPEATED)
    draft.publish(SupplementRequested(components, reply_by))


def supplement(draft: Draft, command: FileSupplement) -> None:
    """A part of the papers leaves the request open for the rest."""
    if draft.dossier.status is not Status.SUPPLEMENT_REQUESTED:
        raise not_allowed(draft.dossier.status, command.name)
    missing = _still_missing(draft, command.components)
    _update(draft, missing)
    if missing:
        draft.note("supplement_in_part")
        return
    back_to = Status.IN_PROCESS if draft.dossier.received_at else Status.NEWLY_FILED
    draft.become(back_to, "supplement_received")
    draft.publish(SupplementReceived())


def _named(draft: Draft, components: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order given; only papers that the procedure's case knows may be asked for."""
    known = draft.rules.component_keys(draft.dossier.filing)
    for key in components:
        if known and key not in known:
            raise RuleError("component_unknown", component=key)
    return tuple(dict.fromkeys(components))


def _reply_by(draft: Draft, wanted: datetime | None) -> datetime:
    if wanted is None:
        return _closing_after(draft.rules.calendar(draft.dossier.filing), draft.at, draft.course.reply_days)
    if wanted <= draft.at:
        raise RuleError("reply_by_passed")
    return wanted


def _closing_after(calendar: WorkingCalendar, at: datetime, days: int) -> datetime:
    """When the desk closes on the last of so many working days after the day of `at`."""
    day = local_day(at)
    for _ in range(max(1, days)):
        day += timedelta(days=1)
        while not calendar.is_working_day(day):
            day += timedelta(days=1)
    closing = calendar.closing_of(day)
    return closing if closing is not None else at


def _still_missing(draft: Draft, came: tuple[str, ...]) -> tuple[str, ...]:
    """Raises RuleError(component_not_asked_for) when nothing of what came was missing."""
    missing = draft.dossier.supplements[-1].missing if draft.dossier.supplements else ()
    if not came:
        return ()
    left = tuple(key for key in missing if key not in came)
    if missing and left == missing:
        raise RuleError("component_not_asked_for")
    return left


def _update(draft: Draft, missing: tuple[str, ...]) -> None:
    *earlier, last = draft.dossier.supplements or (None,)
    if last is not None:
        settled = replace(last, missing=missing, settled_at=None if missing else draft.at)
        draft.change(supplements=(*earlier, settled))
