"""From a message to the change that stores it and the event that tells of it (`notification.status.v1`)."""

from dataclasses import replace
from typing import Any, Final

from services.contracts.events.notification import NoticeStatusChanged, NotificationState, NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.contracts.topics import NOTIFICATION
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.stored import to_state
from services.runtime.aggregates import Change, Loaded, NewEvent
from services.runtime.metrics import METRICS

__all__ = ["DOSSIER", "change_of", "count", "first_change_of", "is_told", "quiet_change_of"]

DOSSIER: Final = "dossier"
"""The field that the messages of a dossier are found by."""

_PUBLISHED: Final[dict[State, NotificationState]] = {
    State.ACCEPTED: "accepted",
    State.SCHEDULED: "scheduled",
    State.RETRY_WAIT: "scheduled",
    State.UNCERTAIN: "uncertain",
    State.SUBMITTED: "submitted",
    State.UNCONFIRMED: "unconfirmed",
    State.TEMPORARY_FAILURE: "temporary_failure",
    State.DELIVERED: "delivered",
    State.SUPPRESSED: "suppressed",
    State.PERMANENT_FAILURE: "permanent_failure",
    State.TECHNICAL_FAILURE: "technical_failure",
}
"""`sending` is nobody's business but ours: it lasts milliseconds, and what follows it says how it ended."""


def first_change_of(notification: Notification) -> Change:
    """The change that creates a message. One that is to be sent is told of later: see `change_of`."""
    events = (_event(notification),) if notification.is_settled else ()
    fields = {DOSSIER: notification.about.code}
    return Change(notification.id, None, to_state(notification), events=events, fields=fields)


def change_of(notification: Notification, base: Loaded) -> Change:
    """The change to this state, with the event that says so, and before it that the message was accepted.

    Most messages are sent within milliseconds: telling both at once halves what the outbox costs.
    """
    told = notification.state is State.ACCEPTED or is_told(base)
    earlier = () if told else (_event(_as_accepted(notification)),)
    return Change(notification.id, base, to_state(notification), events=(*earlier, _event(notification)))


def is_told(base: Loaded) -> bool:
    """Whether any event has told of the message."""
    return base.last_seq(NOTIFICATION, base.id) > 0


def quiet_change_of(notification: Notification, base: Loaded) -> tuple[Change, Loaded]:
    """A change without an event, and what is stored once it is committed: no sequence moves by it."""
    state = to_state(notification)
    stored = Loaded(base.id, base.version + 1, state, base.seen, base.seqs)
    return Change(notification.id, base, state), stored


def count(notification: Notification) -> None:
    """Count a state that was committed."""
    METRICS.messages.labels(notification.state.value, notification.about.template).inc()
    if notification.state is State.SUBMITTED and notification.parcel:
        METRICS.message_segments.labels(notification.parcel.encoding.value).inc(notification.parcel.segments)


def _as_accepted(notification: Notification) -> Notification:
    return replace(notification.moved(State.ACCEPTED, notification.accepted_at), parcel=None)


def _event(notification: Notification) -> NewEvent:
    about = notification.about
    return NewEvent(NOTIFICATION, _data(notification), key=about.code, subject=notification.id, trace=about.trace)


def _data(notification: Notification) -> Payload:
    about, parcel = notification.about, notification.parcel
    said = _said(notification)
    if not about.procedure:
        return NoticeStatusChanged(record=about.code, channel=about.channel, **said)
    return NotificationStatusChanged(
        code=about.code,
        procedure=about.procedure,
        channel=parcel.channel if parcel else about.channel,
        backfill=about.backfill,
        caused_by=about.cause,
        **said,
    )


def _said(notification: Notification) -> dict[str, Any]:
    """What is told of every message, about a dossier or not."""
    about, parcel = notification.about, notification.parcel
    paid = notification.charged
    return {
        "occurred_at": notification.changed_at,
        "notification_id": notification.id,
        "agency": about.agency,
        "template": about.template,
        "state": _PUBLISHED[notification.state],
        "reason": notification.reason,
        "provider": parcel.provider if parcel else None,
        "encoding": paid.encoding.value if paid else None,
        "segments": paid.segments if paid else 0,
        "price_vnd": paid.price_vnd if paid else 0,
        "attempt": notification.attempts,
    }
