"""What a desk takes and gives besides the course of a dossier: fees that are paid, results that are digitised."""

from services.intake.domain.commands import DigitiseResult, PayFee
from services.intake.domain.digitised import DigitisedResult
from services.intake.domain.draft import Draft
from services.intake.domain.errors import not_allowed
from services.intake.domain.facts import FeePaid, ResultDigitised
from services.intake.domain.fee_payments import FeePayment, with_payment
from services.kernel.status import Status

__all__ = ["digitise_result", "pay_fee"]


def pay_fee(draft: Draft, command: PayFee) -> None:
    """A repeated reference changes nothing. Raises RuleError(fee_reference_reused | fee_overpaid)."""
    here = draft.dossier
    if here.status is Status.REFUSED:
        raise not_allowed(here.status, command.name)
    new = FeePayment(command.reference, command.amount_vnd, command.method, draft.at)
    payments = with_payment(here.fee_payments, new, here.filing.fee_vnd)
    if payments is here.fee_payments:
        return
    draft.change(fee_payments=payments)
    draft.note("fee_paid")
    draft.publish(FeePaid(new.amount_vnd, new.method, new.reference))


def digitise_result(draft: Draft, command: DigitiseResult) -> None:
    """Of a finished dossier; a better scan takes the place of an earlier one, the same one changes nothing."""
    here = draft.dossier
    if here.status not in {Status.FINISHED, Status.RETURNED}:
        raise not_allowed(here.status, command.name)
    new = DigitisedResult(command.reference, command.file, command.pages, command.valid_to, command.stands_for)
    if here.digitised == new:
        return
    draft.change(digitised=new)
    draft.note("result_digitised")
    draft.publish(ResultDigitised(new.reference, new.pages, new.valid_to))
