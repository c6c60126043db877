"""Withdrawal (7) and stopping (8). A request changes nothing but the status until an officer grants it."""

from services.intake.domain.commands import Stop, Withdraw
from services.intake.domain.draft import Draft
from services.intake.domain.errors import not_allowed
from services.intake.domain.facts import Fact, Stopped, WithdrawalRequested, Withdrawn
from services.kernel.status import Outcome, Status

__all__ = ["stop", "withdraw"]


def withdraw(draft: Draft, command: Withdraw) -> None:
    if command.step == "requested":
        _request(draft)
        return
    if draft.dossier.status is not Status.WITHDRAWAL_REQUESTED:
        raise not_allowed(draft.dossier.status, command.name)
    if command.step == "granted":
        _end(draft, Outcome.WITHDRAWN, "withdrawn", Withdrawn())
    else:
        _take_back(draft)


def stop(draft: Draft, command: Stop) -> None:
    if draft.dossier.status is Status.WITHDRAWAL_REQUESTED:
        _end(draft, Outcome.WITHDRAWN, "withdrawn", Withdrawn())
    else:
        _end(draft, Outcome.STOPPED, "stopped", Stopped(command.reason))


def _request(draft: Draft) -> None:
    came_from = draft.dossier.status
    draft.change(came_from=came_from)
    draft.become(Status.WITHDRAWAL_REQUESTED, "withdrawal_requested")
    draft.publish(WithdrawalRequested())


def _take_back(draft: Draft) -> None:
    draft.become(draft.dossier.standing, "withdrawal_taken_back")
    draft.change(came_from=None)


def _end(draft: Draft, outcome: Outcome, what: str, fact: Fact) -> None:
    draft.become(Status.STOPPED, what)
    ledger = draft.dossier.ledger
    draft.change(outcome=outcome, finished_at=draft.at, ledger=ledger.stop(draft.at))
    draft.publish(fact)
