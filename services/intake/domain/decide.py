"""The one door to a dossier's rules: a command and a dossier give the next dossier and what happened."""

from collections.abc import Callable, Mapping
from typing import Any

from services.intake.domain import (
    apologies,
    completion,
    outputs,
    passing,
    payments,
    reception,
    route_progress,
    signing,
    substates,
    supplements,
    withdrawal,
)
from services.intake.domain.advance import advance
from services.intake.domain.commands import (
    Accept,
    Apologise,
    Command,
    Complete,
    ConfirmPayment,
    DigitiseResult,
    File,
    FileSupplement,
    PayFee,
    Recall,
    Refuse,
    RequestSupplement,
    ReturnResult,
    RouteStep,
    SetSubstate,
    Sign,
    SigningFailed,
    Stop,
    Tick,
    Withdraw,
)
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import Decision, Draft
from services.intake.domain.permissions import check_permitted
from services.intake.domain.rules import Rules

__all__ = ["decide", "open_dossier"]

_RULES: Mapping[type, Callable[[Draft, Any], None]] = {
    Accept: reception.accept,
    Refuse: reception.refuse,
    RequestSupplement: supplements.request_supplement,
    FileSupplement: supplements.supplement,
    Withdraw: withdrawal.withdraw,
    Stop: withdrawal.stop,
    Recall: withdrawal.recall,
    SetSubstate: substates.set_substate,
    Apologise: apologies.apologise,
    Complete: completion.complete_at_desk,
    Sign: signing.sign,
    SigningFailed: signing.fail_signing,
    Tick: passing.tick,
    ReturnResult: completion.return_result,
    ConfirmPayment: payments.confirm_payment,
    PayFee: outputs.pay_fee,
    DigitiseResult: outputs.digitise_result,
    RouteStep: route_progress.follow_route,
}


def open_dossier(command: File, rules: Rules) -> Decision:
    """File a new dossier; received in the same step if the command says so."""
    draft = Draft(Dossier(command.filing), command, rules)
    reception.file(draft, command)
    return _concluded(draft)


def decide(command: Command, dossier: Dossier, rules: Rules) -> Decision:
    """Raises RuleError for what the rules refuse; then nothing has changed. A repeated report changes nothing."""
    report = command.report
    if report is not None and (dossier.holds(report) or dossier.fate_of(report)):
        fate = dossier.fate_of(report)
        return Decision(dossier, fates=(fate,) if fate else ())
    draft = Draft(dossier, command, rules)
    check_permitted(command.actor, command.permission, draft.course)
    apologies.miss_apology(draft)
    _RULES[type(command)](draft, command)
    advance(draft)
    return _concluded(draft)


def _concluded(draft: Draft) -> Decision:
    report = draft.command.report
    if report is not None and not draft.dossier.holds(report):
        draft.settle(report)
    return draft.finish()
