"""Payments of fees and charges: each reference once, never more than what is to be paid (domain §12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.intake.domain.errors import RuleError

__all__ = ["METHODS", "FeePayment", "paid", "with_payment"]

METHODS: Final = ("cash", "transfer", "card", "wallet")


@dataclass(frozen=True, slots=True)
class FeePayment:
    """`reference` is the number of the receipt or transaction, unique within the dossier."""

    reference: str
    amount_vnd: int
    method: str
    at: datetime


def paid(payments: tuple[FeePayment, ...]) -> int:
    return sum(payment.amount_vnd for payment in payments)


def with_payment(payments: tuple[FeePayment, ...], new: FeePayment, to_pay: int) -> tuple[FeePayment, ...]:
    """Unchanged when the reference is known with the same amount and method.

    Raises RuleError(fee_reference_reused | fee_overpaid).
    """
    known = next((each for each in payments if each.reference == new.reference), None)
    if known is not None:
        if (known.amount_vnd, known.method) != (new.amount_vnd, new.method):
            raise RuleError("fee_reference_reused", reference=new.reference)
        return payments
    left = to_pay - paid(payments)
    if new.amount_vnd > left:
        raise RuleError("fee_overpaid", left_vnd=left)
    return (*payments, new)
