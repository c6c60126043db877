"""Withdrawal (7) and stopping (8). A request changes nothing but the status until an officer grants it."""

from services.intake.domain.commands import Recall, Stop, Withdraw
from services.intake.domain.course_records import StopNotice
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError, not_allowed
from services.intake.domain.facts import Stopped, WithdrawalRequested, Withdrawn
from services.kernel.status import Outcome, Status

__all__ = ["WITHDRAWN", "recall", "stop", "stop_for", "withdraw"]

WITHDRAWN = "withdrawn"


def withdraw(draft: Draft, command: Withdraw) -> None:
    if command.step == "requested":
        _request(draft)
        return
    if draft.dossier.status is not Status.WITHDRAWAL_REQUESTED:
        raise not_allowed(draft.dossier.status, command.name)
    if command.step == "granted":
        _grant(draft)
    else:
        _take_back(draft)


def stop(draft: Draft, command: Stop) -> None:
    """On a requested withdrawal it grants it. Raises RuleError(stop_reason_unknown)."""
    if draft.dossier.status is Status.WITHDRAWAL_REQUESTED:
        _grant(draft)
        return
    if command.reason not in draft.course.stop_fees:
        raise RuleError("stop_reason_unknown", reason_given=command.reason)
    stop_for(draft, command.reason)


def recall(draft: Draft, command: Recall) -> None:
    """A child ends with its parent and as that one did; what has ended stays as it is."""
    here = draft.dossier
    if here.status.is_final or here.status is Status.FINISHED:
        return
    if here.status is Status.RECEIVED:
        draft.become(Status.IN_PROCESS, "handling_started")
    if command.reason == WITHDRAWN:
        _grant(draft)
    else:
        stop_for(draft, command.reason)


def stop_for(draft: Draft, reason: str) -> None:
    """The notice says what happens to fees already paid (domain §7)."""
    fees = draft.course.stop_fees.get(reason, "none")
    _end(draft, Outcome.STOPPED, "stopped", StopNotice(reason, draft.at, fees))
    draft.publish(Stopped(reason, fees))


def _request(draft: Draft) -> None:
    came_from = draft.dossier.status
    draft.change(came_from=came_from)
    draft.become(Status.WITHDRAWAL_REQUESTED, "withdrawal_requested")
    draft.publish(WithdrawalRequested())


def _take_back(draft: Draft) -> None:
    draft.become(draft.dossier.standing, "withdrawal_taken_back")
    draft.change(came_from=None)


def _grant(draft: Draft) -> None:
    notice = StopNotice(WITHDRAWN, draft.at, draft.course.stop_fees.get(WITHDRAWN, "none"))
    _end(draft, Outcome.WITHDRAWN, "withdrawn", notice)
    draft.publish(Withdrawn())


def _end(draft: Draft, outcome: Outcome, what: str, notice: StopNotice) -> None:
    draft.become(Status.STOPPED, what)
    ledger = draft.dossier.ledger
    draft.change(outcome=outcome, finished_at=draft.at, ledger=ledger.stop(draft.at), stop_notice=notice)
