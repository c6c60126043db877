"""Filing and reception: a dossier opens with status 1, is received (2) or refused (3)."""

from datetime import datetime

from services.intake.domain.commands import Accept, File, Refuse
from services.intake.domain.completeness import check_complete
from services.intake.domain.dossier import HistoryEntry
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError
from services.intake.domain.facts import Accepted, Refused, Registered
from services.intake.domain.tagging import PAPER_REFUSED, check_served, judge_tags, refused_paper
from services.kernel.catalogue import Granted
from services.kernel.status import Outcome, Status

__all__ = ["accept", "file", "refuse"]


def file(draft: Draft, command: File) -> None:
    entry = HistoryEntry("registered", draft.at, Status.NEWLY_FILED)
    draft.change(history=(entry,))
    granted = judge_tags(draft, newly_filed=True)
    draft.publish(Registered())
    if refused_paper(granted):
        _refuse(draft, PAPER_REFUSED)
    elif command.accept:
        _receive(draft, granted, command.waiver)


def accept(draft: Draft, command: Accept) -> None:
    """The tags are those of the time of reception. Raises RuleError(field_not_served | components_missing)."""
    _receive(draft, judge_tags(draft, newly_filed=False), command.waiver)


def refuse(draft: Draft, command: Refuse) -> None:
    """Before reception only, so it never counts as received. Raises RuleError(refusal_reason_unknown)."""
    if command.reason not in draft.course.refusal_reasons:
        raise RuleError("refusal_reason_unknown", reason_given=command.reason)
    _refuse(draft, command.reason)


def _refuse(draft: Draft, reason: str) -> None:
    draft.change(outcome=Outcome.REFUSED, finished_at=draft.at, refusal_reason=reason)
    draft.become(Status.REFUSED, "refused")
    draft.publish(Refused(reason))


def _earlier(due: datetime, due_by: datetime | None) -> datetime:
    """A child is due with the leg that it carries out, unless its own procedure is quicker."""
    return due if due_by is None else min(due, due_by)


def _receive(draft: Draft, granted: Granted, waiver: str | None) -> None:
    """Start the clock. Its limit is the working time up to the appointment, which same-day rules may shorten."""
    check_served(granted)
    check_complete(draft, waiver)
    draft.become(Status.RECEIVED, "accepted")
    filing = draft.dossier.filing
    due = _earlier(draft.rules.appointment(filing, draft.at), filing.due_by)
    limit = draft.rules.calendar(filing).between(draft.at, due)
    draft.change(
        received_at=draft.at,
        ledger=draft.dossier.ledger.start(draft.at, limit),
        due_at=due,
        promised_at=due,
        receipt_number=f"BN-{filing.code}",
    )
    draft.publish(Accepted())
    if filing.secret:
        # no route will ever be opened for it, so handling starts where it is
        draft.become(Status.IN_PROCESS, "handling_started")
