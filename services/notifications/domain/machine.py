"""How a message moves on. A step that the table does not allow, or a late answer, leaves it as it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from services.notifications.domain.notification import NEXT, Claim, Notification, Parcel, State, rank
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.receipt import Part, Receipt, Verdict, verdict_of, with_receipt
from services.notifications.domain.sending.retry import RetryRule

__all__ = [
    "Due",
    "RetryRule",
    "SendingRules",
    "UncertainRule",
    "claim",
    "conclude",
    "due",
    "fail",
    "give_up",
    "hear",
    "lose",
    "schedule",
    "suppress",
    "wake_at",
]


@dataclass(frozen=True, slots=True)
class UncertainRule:
    """What to do about a message that may have arrived: `most` resends, each after `patience` without a receipt.

    A provider that `dedupes` is simply asked again: it knows the reference.
    """

    patience: timedelta
    most: int = 0
    dedupes: bool = False

    def resend_at(self, notification: Notification) -> datetime | None:
        """None: never."""
        if notification.reason == EXHAUSTED:
            return None
        if self.dedupes:
            return notification.changed_at
        return notification.changed_at + self.patience if notification.resends < self.most else None


@dataclass(frozen=True, slots=True)
class SendingRules:
    """`confirm` is how long the receipts of a message are waited for."""

    retry: RetryRule
    uncertain: UncertainRule
    confirm: timedelta


EXHAUSTED: Final = "attempts_exhausted"


class Due(Enum):
    """What to do with a message now."""

    SEND = auto()
    LATER = auto()
    LEAVE = auto()  # somebody is sending it
    LOST = auto()  # somebody was, and never said what became of it
    NOTHING = auto()


def due(notification: Notification, now: datetime, owner: str, uncertain: UncertainRule, *, handed_over: bool) -> Due:
    """`handed_over` says that this process, `owner`, has called the provider for it."""
    if notification.state is State.UNCERTAIN:
        again = uncertain.resend_at(notification)
        return Due.NOTHING if again is None else Due.SEND if again <= now else Due.LATER
    if notification.is_settled:
        return Due.NOTHING
    if notification.claim is None:
        return Due.LATER if notification.retry_at and notification.retry_at > now else Due.SEND
    if notification.claim.owner == owner:
        return Due.LEAVE if handed_over else Due.SEND
    return Due.LOST if notification.claim.until <= now else Due.LEAVE


def wake_at(notification: Notification, uncertain: UncertainRule) -> datetime | None:
    """When there is something to do for a message that nobody holds; None: nothing any more."""
    if notification.state is State.UNCERTAIN:
        return uncertain.resend_at(notification)
    return notification.retry_at


def claim(
    notification: Notification, parcel: Parcel, owner: str, now: datetime, lease: timedelta, *, again: bool = False
) -> Notification:
    """Before the provider is called: from now on it is `owner` who sends it.

    `again` is for one that may have arrived, once `due` said that it is to be sent all the same.
    """
    if notification.state is State.UNCERTAIN and not again:
        return notification
    attempt = replace(
        notification.moved(State.SENDING, now),
        attempts=notification.attempts + 1,
        resends=notification.resends + again,
        untaken=False,
        parcel=parcel,
        claim=Claim(owner, now + lease),
    )
    return _allowed(notification, attempt)


def conclude(
    notification: Notification, attempt: int, outcome: Outcome, now: datetime, rules: SendingRules
) -> Notification:
    """The answer to attempt number `attempt`; one that comes after a receipt, or too late, changes nothing."""
    if notification.attempts != attempt:
        return notification
    match outcome:
        case Submitted():
            after = replace(
                notification.moved(State.SUBMITTED, now),
                reference=outcome.reference,
                parts=tuple(Part(id_) for id_ in outcome.parts),
                confirm_by=now + rules.confirm if outcome.parts else None,
            )
        case Refused():
            after = _failed(notification, State.PERMANENT_FAILURE, outcome.reason, now)
        case NoAnswer():
            after = notification.moved(State.UNCERTAIN, now, outcome.reason)
        case Busy():
            after = _postponed(notification, outcome, now, rules.retry)
    if after.state is not State.SUBMITTED:
        after = after.remembering(notification)
    return _allowed(notification, after)


def hear(notification: Notification, receipt: Receipt, now: datetime) -> Notification:
    """A receipt for one of its parts; one that says nothing new leaves the very same message."""
    parts = with_receipt(_parts(notification, receipt), receipt)
    if parts == notification.parts:
        return notification
    told = replace(notification, parts=parts)
    verdict = verdict_of(parts)
    state = _STATES.get(verdict) if verdict else None
    if state is None:
        return told
    return _allowed(told, told.moved(state, now, None if state is State.DELIVERED else receipt.error))


def give_up(notification: Notification, now: datetime) -> Notification:
    """No receipt said in time what became of it."""
    if notification.confirm_by is None or now < notification.confirm_by:
        return notification
    return _allowed(notification, notification.moved(State.UNCONFIRMED, now, "no_receipt"))


def schedule(notification: Notification, until: datetime, reason: str, now: datetime) -> Notification:
    """Its hour has not come. One that waits already waits longer, in its state."""
    if notification.state in {State.SCHEDULED, State.RETRY_WAIT}:
        return replace(notification.moved(notification.state, now, reason), retry_at=until)
    return _allowed(notification, replace(notification.moved(State.SCHEDULED, now, reason), retry_at=until))


def suppress(notification: Notification, reason: str, now: datetime) -> Notification:
    """It is not to be sent: nobody to send it to, or not wanted."""
    return _allowed(notification, _ended(notification, State.SUPPRESSED, reason, now))


def fail(notification: Notification, reason: str, now: datetime) -> Notification:
    """It cannot be made ready, through no fault of the recipient."""
    return _allowed(notification, _ended(notification, State.TECHNICAL_FAILURE, reason, now))


def lose(notification: Notification, now: datetime) -> Notification:
    """Its sender is gone without a word."""
    lost = notification.moved(State.UNCERTAIN, now, "sender_lost")
    return _allowed(notification, lost.remembering(notification))


_STATES: Final = {
    Verdict.DELIVERED: State.DELIVERED,
    Verdict.TEMPORARY: State.TEMPORARY_FAILURE,
    Verdict.PERMANENT: State.PERMANENT_FAILURE,
}


def _parts(notification: Notification, receipt: Receipt) -> tuple[Part, ...]:
    """One that nobody has an answer for learns its part from a receipt that repeats our reference."""
    unanswered = not notification.parts and notification.state in {State.SENDING, State.UNCERTAIN}
    return (Part(receipt.part),) if unanswered and receipt.reference == notification.id else notification.parts


def _ended(notification: Notification, state: State, reason: str, now: datetime) -> Notification:
    """In `state`; but one that was sent before without an answer may have arrived, whatever became of it since."""
    if not notification.resends:
        return notification.moved(state, now, reason)
    return replace(notification.moved(State.UNCERTAIN, now, reason), untaken=True)


def _failed(notification: Notification, otherwise: State, reason: str, now: datetime) -> Notification:
    """On to the next channel, with all of its attempts, or `otherwise` when there is none."""
    parcel = notification.parcel
    if parcel is None or not parcel.fallback or notification.resends:
        return _ended(notification, otherwise, reason, now)
    waiting = notification.moved(State.RETRY_WAIT, now, reason)
    failed = (*notification.failed, parcel.channel)
    return replace(waiting, retry_at=now, spared=notification.attempts, failed=failed)


def _postponed(notification: Notification, busy: Busy, now: datetime, retry: RetryRule) -> Notification:
    spared = notification.spared + (not busy.spends_attempt)
    spent, retry = notification.attempts - spared, retry.of(busy.reason)
    if spent >= retry.attempts:
        return _failed(notification, State.TECHNICAL_FAILURE, EXHAUSTED, now)
    waiting = notification.moved(State.RETRY_WAIT, now, busy.reason)
    return replace(waiting, spared=spared, retry_at=now + retry.pause(max(1, spent)))


def _allowed(before: Notification, after: Notification) -> Notification:
    forward = after.state in NEXT[before.state] and rank(after) > rank(before)
    return after if forward else before
