"""What the sender of a petition is told of its steps: a message about no dossier that brings its own number."""

from datetime import UTC, datetime
from typing import Final

from services.contracts.events.challenge import PetitionTold
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered

__all__ = ["message_to_petitioner"]

_PARTY: Final = "petitioner"
_NO_END: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""The event brings none: how long each template is of use stands with its validity."""


def message_to_petitioner(delivered: Delivered, told: PetitionTold, now: datetime) -> Notification:
    """Its id follows from the event's. Raises PermanentError(subject_mismatch)."""
    envelope = delivered.envelope
    if told.record != envelope.subject:
        raise PermanentError("subject_mismatch")
    about = About(
        code=told.record,
        agency=told.agency,
        procedure="",
        template=f"petition_{told.occasion}",
        cause=envelope.id,
        party=_PARTY,
        trace=envelope.traceparent,
    )
    return Notification(
        id=notification_id(about.cause, about.template, about.party, about.channel),
        about=about,
        facts={} if told.due_at is None else {"due": told.due_at},
        contact_seq=0,
        contact_by=_NO_END,
        accepted_at=now,
        changed_at=now,
        sealed=told.jwe,
    )
