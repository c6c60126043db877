"""Which events a citizen is told of, by which template, with which facts."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.contracts.events import lifecycle
from services.contracts.events.payload import Payload
from services.kernel.times import VIETNAM
from services.notifications.domain.wording import SURVEY, Facts, FactValue

__all__ = ["OCCASIONS", "told_about"]

Occasion = tuple[Callable[[Any], str], Callable[[Any], Facts]]
"""Template and facts of an event."""


def _by_day(data: lifecycle.Accepted) -> str:
    """Who files on a day without appointments may wait for the result, and is told so."""
    appointment = data.promised_at or data.due_at
    if appointment is None:
        return "accepted"
    days = {each.astimezone(VIETNAM).date() for each in (appointment, data.received_at or data.occurred_at)}
    return "due_today" if len(days) == 1 else "accepted"


def _always(template: str) -> Callable[[Any], str]:
    return lambda _: template


def _accepted(data: lifecycle.Accepted) -> Facts:
    return _known(appointment=data.promised_at or data.due_at)


def _supplement_requested(data: lifecycle.SupplementRequested) -> Facts:
    return _known(reply_by=data.reply_by)


def _payment_due(data: lifecycle.PaymentRequested) -> Facts:
    return _known(amount=data.amount_vnd, notice=data.notice)


def _nothing_due(data: lifecycle.ObligationLapsed) -> Facts:
    return _known(notice=data.notice)


def _apology(data: lifecycle.ApologySent) -> Facts:
    return _known(reason=data.reason, appointment=data.promised_at)


def _nothing(_: lifecycle.Snapshot) -> Facts:
    return {}


def _ended(data: lifecycle.Refused | lifecycle.Stopped) -> Facts:
    return _known(reason=data.reason)


def _known(**facts: FactValue | None) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}


OCCASIONS: Final[Mapping[type[Payload], Occasion]] = {
    lifecycle.Accepted: (_by_day, _accepted),
    lifecycle.SupplementRequested: (_always("supplement_requested"), _supplement_requested),
    lifecycle.PaymentRequested: (_always("payment_due"), _payment_due),
    lifecycle.ObligationLapsed: (_always("nothing_due"), _nothing_due),
    lifecycle.ApologySent: (_always("apology"), _apology),
    lifecycle.Completed: (_always("result_ready"), _nothing),
    lifecycle.Refused: (_always("refused"), _ended),
    lifecycle.Stopped: (_always("stopped"), _ended),
    lifecycle.Withdrawn: (_always("withdrawn"), _nothing),
    lifecycle.Returned: (_always(SURVEY), _nothing),
    lifecycle.ChildFailed: (_always("child_failed"), _nothing),
}
_OF_CHILDREN: Final = (lifecycle.SupplementRequested, lifecycle.PaymentRequested, lifecycle.ObligationLapsed)
"""What the applicant has to do for a child; everything else is told of its parent alone."""


def told_about(data: lifecycle.Snapshot) -> str | None:
    """The dossier that a message names: a child's parent, so that there is one thread. None: it is not told."""
    if data.parent_leg is None:
        return data.code
    return data.parent if isinstance(data, _OF_CHILDREN) else None
