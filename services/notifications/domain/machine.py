"""How a message moves on. A step that the table does not allow, or a late answer, leaves it as it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from services.notifications.domain.notification import NEXT, Claim, Notification, Parcel, State, rank
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted

__all__ = ["Due", "RetryRule", "claim", "conclude", "due", "fail", "lose", "suppress"]


@dataclass(frozen=True, slots=True)
class RetryRule:
    """After a temporary failure: the first pause, doubled each time up to the longest, `attempts` in all."""

    attempts: int
    first: timedelta
    longest: timedelta

    def pause(self, attempt: int) -> timedelta:
        """How long to wait after attempt number `attempt` (from 1)."""
        return min(self.longest, self.first * float(2 ** min(attempt - 1, 20)))


class Due(Enum):
    """What to do with a message now."""

    SEND = auto()
    LATER = auto()
    LEAVE = auto()  # somebody is sending it
    LOST = auto()  # somebody was, and never said what became of it
    NOTHING = auto()


def due(notification: Notification, now: datetime, owner: str, *, handed_over: bool) -> Due:
    """`handed_over` says that this process, `owner`, has called the provider for it."""
    if notification.is_settled:
        return Due.NOTHING
    if notification.state is State.RETRY_WAIT and notification.retry_at and notification.retry_at > now:
        return Due.LATER
    if notification.claim is None:
        return Due.SEND
    if notification.claim.owner == owner:
        return Due.LEAVE if handed_over else Due.SEND
    return Due.LOST if notification.claim.until <= now else Due.LEAVE


def claim(notification: Notification, parcel: Parcel, owner: str, now: datetime, lease: timedelta) -> Notification:
    """Before the provider is called: from now on it is `owner` who sends it."""
    attempt = replace(notification.moved(State.SENDING, now), attempts=notification.attempts + 1)
    return _allowed(notification, replace(attempt, parcel=parcel, claim=Claim(owner, now + lease)))


def conclude(
    notification: Notification, attempt: int, outcome: Outcome, now: datetime, retry: RetryRule
) -> Notification:
    """The answer to attempt number `attempt`; it may come late."""
    if notification.attempts != attempt:
        return notification
    match outcome:
        case Submitted():
            after = replace(notification.moved(State.SUBMITTED, now), reference=outcome.reference)
        case Refused():
            after = notification.moved(State.PERMANENT_FAILURE, now, outcome.reason)
        case NoAnswer():
            after = notification.moved(State.UNCERTAIN, now, outcome.reason)
        case Busy() if attempt < retry.attempts:
            waiting = notification.moved(State.RETRY_WAIT, now, outcome.reason)
            after = replace(waiting, retry_at=now + retry.pause(attempt))
        case Busy():
            after = notification.moved(State.TECHNICAL_FAILURE, now, "attempts_exhausted")
    return _allowed(notification, after)


def suppress(notification: Notification, reason: str, now: datetime) -> Notification:
    """It is not to be sent: nobody to send it to, or not wanted."""
    return _allowed(notification, notification.moved(State.SUPPRESSED, now, reason))


def fail(notification: Notification, reason: str, now: datetime) -> Notification:
    """It cannot be made ready, through no fault of the recipient."""
    return _allowed(notification, notification.moved(State.TECHNICAL_FAILURE, now, reason))


def lose(notification: Notification, now: datetime) -> Notification:
    """Its sender is gone without a word."""
    return _allowed(notification, notification.moved(State.UNCERTAIN, now, "sender_lost"))


def _allowed(before: Notification, after: Notification) -> Notification:
    forward = after.state in NEXT[before.state] and rank(after) > rank(before)
    return after if forward else before
