"""What the endpoints answer about one message: never its number and never its text."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from services.contracts.events.payload import AgencyText, CodeText, ProcedureRef, Token
from services.notifications.domain.notification import Attempt, Notification, Parcel, State

__all__ = ["NotificationView", "notification_view"]


class AttemptView(BaseModel):
    """An attempt that did not hand the message over, and what it left it in."""

    number: int
    at: datetime
    provider: Token
    state: State
    reason: Token | None


class NotificationView(BaseModel):
    """Instants are UTC. `phone` shows the last digits only; it is known once the message was made ready.

    A message about no dossier has neither `dossier` nor `procedure`, and names its `record`, such as a document.
    """

    id: Token
    dossier: CodeText | None
    record: Token | None
    agency: AgencyText
    procedure: ProcedureRef | None
    template: Token
    channel: Token
    state: State
    reason: Token | None
    phone: Annotated[str | None, Field(examples=["*********678"])]
    language: str | None
    template_version: int | None
    provider: Token | None
    reference: str | None
    encoding: str | None
    segments: int
    price_vnd: int
    attempts: int
    history: list[AttemptView]
    accepted_at: datetime
    changed_at: datetime
    retry_at: datetime | None
    backfill: bool
    caused_by: str


def notification_view(notification: Notification) -> NotificationView:
    about = notification.about
    return NotificationView(
        id=notification.id,
        dossier=about.code if about.procedure else None,
        record=None if about.procedure else about.code,
        agency=about.agency,
        procedure=about.procedure or None,
        template=about.template,
        channel=about.channel,
        state=notification.state,
        reason=notification.reason,
        reference=notification.reference,
        attempts=notification.attempts,
        history=[_attempt_view(each) for each in notification.history],
        accepted_at=notification.accepted_at,
        changed_at=notification.changed_at,
        retry_at=notification.retry_at,
        backfill=about.backfill,
        caused_by=about.cause,
        **_of_parcel(notification.parcel),
    )


def _attempt_view(attempt: Attempt) -> AttemptView:
    return AttemptView(
        number=attempt.number,
        at=attempt.at,
        provider=attempt.provider,
        state=attempt.state,
        reason=attempt.reason,
    )


def _of_parcel(parcel: Parcel | None) -> dict[str, str | int | None]:
    return {
        "phone": parcel.masked if parcel else None,
        "language": parcel.language if parcel else None,
        "template_version": parcel.template_version if parcel else None,
        "provider": parcel.provider if parcel else None,
        "encoding": parcel.encoding.value if parcel else None,
        "segments": parcel.segments if parcel else 0,
        "price_vnd": parcel.price_vnd if parcel else 0,
    }
