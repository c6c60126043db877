"""Which events a citizen is told of, by which template, with which facts."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.contracts.events import lifecycle
from services.contracts.events.payload import Payload
from services.notifications.domain.wording import Facts, FactValue

__all__ = ["OCCASIONS", "told_about"]

Occasion = tuple[str, Callable[[Any], Facts]]


def _accepted(data: lifecycle.Accepted) -> Facts:
    return _known(appointment=data.promised_at or data.due_at)


def _supplement_requested(data: lifecycle.SupplementRequested) -> Facts:
    return _known(reply_by=data.reply_by)


def _payment_due(data: lifecycle.PaymentRequested) -> Facts:
    return _known(amount=data.amount_vnd, notice=data.notice)


def _nothing_due(data: lifecycle.ObligationLapsed) -> Facts:
    return _known(notice=data.notice)


def _child_failed(_: lifecycle.ChildFailed) -> Facts:
    return {}


def _refused(data: lifecycle.Refused) -> Facts:
    return _known(reason=data.reason)


def _result_ready(_: lifecycle.Completed) -> Facts:
    return {}


def _known(**facts: FactValue | None) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}


OCCASIONS: Final[Mapping[type[Payload], Occasion]] = {
    lifecycle.Accepted: ("accepted", _accepted),
    lifecycle.SupplementRequested: ("supplement_requested", _supplement_requested),
    lifecycle.PaymentRequested: ("payment_due", _payment_due),
    lifecycle.ObligationLapsed: ("nothing_due", _nothing_due),
    lifecycle.Completed: ("result_ready", _result_ready),
    lifecycle.Refused: ("refused", _refused),
    lifecycle.ChildFailed: ("child_failed", _child_failed),
}
_OF_CHILDREN: Final = (lifecycle.SupplementRequested, lifecycle.PaymentRequested, lifecycle.ObligationLapsed)
"""What the applicant has to do for a child; everything else is told of its parent alone."""


def told_about(data: lifecycle.Snapshot) -> str | None:
    """The dossier that a message names: a child's parent, so that there is one thread. None: it is not told."""
    if data.parent_leg is None:
        return data.code
    return data.parent if isinstance(data, _OF_CHILDREN) else None
