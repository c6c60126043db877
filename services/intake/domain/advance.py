"""What follows by itself after a change: an amount to ask for, a payment that waited, a result that waited."""

from collections.abc import Callable

from services.intake.domain.completion import complete
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import Draft
from services.intake.domain.payments import drop_held_payment, request_payment, settle_held_payment
from services.kernel.status import Status

__all__ = ["advance"]

_ENDED = frozenset({Status.REFUSED, Status.STOPPED, Status.FINISHED, Status.RETURNED})


def advance(draft: Draft) -> None:
    """Each step takes away its own condition, so this ends."""
    while (follow := _next(draft.dossier)) is not None:
        follow(draft)


def _next(dossier: Dossier) -> Callable[[Draft], None] | None:
    asked_for = dossier.status is Status.PAYMENT_REQUESTED
    if (asked_for or dossier.status is Status.IN_PROCESS) and _is_untold(dossier):
        return request_payment
    if asked_for and dossier.held_payment is not None:
        return settle_held_payment
    if dossier.status is Status.IN_PROCESS and dossier.result is not None:
        return complete
    if dossier.status in _ENDED and dossier.held_payment is not None:
        return drop_held_payment
    return None


def _is_untold(dossier: Dossier) -> bool:
    return dossier.obligation is not None and not dossier.obligation.requested
