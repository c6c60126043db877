"""Filing and reception: a dossier opens with status 1, is received (2) or refused (3)."""

from services.intake.domain.commands import Accept, File, Refuse
from services.intake.domain.dossier import HistoryEntry
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError
from services.intake.domain.facts import Accepted, Refused, Registered
from services.kernel.status import Outcome, Status

__all__ = ["accept", "file", "refuse"]


def file(draft: Draft, command: File) -> None:
    entry = HistoryEntry("registered", draft.at, Status.NEWLY_FILED)
    draft.change(history=(entry,))
    draft.publish(Registered())
    if command.accept:
        _receive(draft)


def accept(draft: Draft, _: Accept) -> None:
    _receive(draft)


def refuse(draft: Draft, command: Refuse) -> None:
    """Before reception only, so it never counts as received. Raises RuleError(refusal_reason_unknown)."""
    if command.reason not in draft.course.refusal_reasons:
        raise RuleError("refusal_reason_unknown", reason_given=command.reason)
    draft.change(outcome=Outcome.REFUSED, refusal_reason=command.reason, finished_at=draft.at)
    draft.become(Status.REFUSED, "refused")
    draft.publish(Refused(command.reason))


def _receive(draft: Draft) -> None:
    """Start the clock. Its limit is the working time up to the appointment, which same-day rules may shorten."""
    draft.become(Status.RECEIVED, "accepted")
    filing = draft.dossier.filing
    due = draft.rules.appointment(filing, draft.at)
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
