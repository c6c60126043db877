"""Financial obligations (status 6). A proof of payment may overtake the notice; it is held until that comes."""

from dataclasses import replace

from services.intake.domain.commands import ConfirmPayment
from services.intake.domain.dossier import Obligation, Payment
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError, not_allowed
from services.intake.domain.facts import ObligationLapsed, PaymentReceived, PaymentRequested
from services.kernel.status import Status

__all__ = ["confirm_payment", "drop_held_payment", "lapse_obligation", "request_payment", "settle_held_payment"]

_HOLDING = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.SUPPLEMENT_REQUESTED, Status.WITHDRAWAL_REQUESTED})


def confirm_payment(draft: Draft, command: ConfirmPayment) -> None:
    payment = Payment(command.amount_vnd, command.reference, command.at, command.report, command.caused_by)
    if draft.dossier.status is Status.PAYMENT_REQUESTED:
        _pay(draft, payment)
    elif draft.dossier.status in _HOLDING:
        _hold(draft, payment)
    else:
        raise not_allowed(draft.dossier.status, command.name)


def request_payment(draft: Draft) -> None:
    """Tell the applicant an amount; a revised notice for an open obligation is told again."""
    obligation = _obligation(draft)
    draft.change(obligation=replace(obligation, requested=True))
    if draft.dossier.status is not Status.PAYMENT_REQUESTED:
        draft.become(Status.PAYMENT_REQUESTED, "payment_requested")
    draft.publish(PaymentRequested(obligation.amount_vnd, obligation.notice))


def lapse_obligation(draft: Draft) -> None:
    """Nothing is owed after all; whoever was asked for money is told so. What was paid stays paid."""
    obligation, here = draft.dossier.obligation, draft.dossier
    if obligation is None or obligation.paid or here.status.is_final:
        return
    draft.change(obligation=None)
    drop_held_payment(draft)
    if here.status is Status.PAYMENT_REQUESTED:
        draft.become(Status.IN_PROCESS, "obligation_lapsed")
    elif here.came_from is Status.PAYMENT_REQUESTED:
        draft.change(came_from=Status.IN_PROCESS)
    if obligation.requested:
        draft.publish(ObligationLapsed(obligation.notice))


def settle_held_payment(draft: Draft) -> None:
    """A held payment of another amount than the official one is rejected after all."""
    payment = draft.dossier.held_payment
    draft.change(held_payment=None)
    if payment is None:
        return
    try:
        _pay(draft, payment)
    except RuleError as error:
        draft.settle(payment.report, error.reason)
    else:
        draft.settle(payment.report)


def drop_held_payment(draft: Draft) -> None:
    payment = draft.dossier.held_payment
    draft.change(held_payment=None)
    if payment is not None:
        draft.settle(payment.report, "no_obligation")


def _pay(draft: Draft, payment: Payment) -> None:
    obligation = _obligation(draft)
    if payment.amount_vnd != obligation.amount_vnd:
        raise RuleError("payment_amount_mismatch", expected=obligation.amount_vnd, received=payment.amount_vnd)
    draft.change(obligation=replace(obligation, paid=True))
    draft.become(Status.IN_PROCESS, "payment_received")
    draft.publish(PaymentReceived(payment.amount_vnd, payment.reference), payment.caused_by)


def _hold(draft: Draft, payment: Payment) -> None:
    obligation = draft.dossier.obligation
    if obligation is not None and obligation.paid:
        raise RuleError("obligation_already_paid")
    if draft.dossier.held_payment is not None:
        raise RuleError("payment_already_held")
    draft.change(held_payment=payment)


def _obligation(draft: Draft) -> Obligation:
    obligation = draft.dossier.obligation
    if obligation is None:
        raise RuleError("no_obligation")
    return obligation
