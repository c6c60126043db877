"""`notification.status.v1`: the states of one message; subject = notification id, key = dossier code."""

from typing import Annotated, Literal

from pydantic import Field

from services.contracts.events.payload import AgencyText, CodeText, Payload, ProcedureRef, Token

NotificationState = Literal[
    "accepted", "suppressed", "scheduled", "sending", "submitted", "delivered",
    "temporary_failure", "permanent_failure", "technical_failure", "unconfirmed", "uncertain",
]  # fmt: skip

Attempt = Annotated[int, Field(ge=0, description="Which attempt at sending it; its segments and price are of this one")]


class NoticeStatusChanged(Payload):
    """One step of a message that is about no dossier: `record` is what it is about; no number and no text."""

    notification_id: Token
    record: Token
    agency: AgencyText
    template: Token
    channel: Token
    state: NotificationState
    reason: Token | None = None
    provider: Token | None = None
    encoding: Literal["gsm7", "ucs2"] | None = None
    segments: Annotated[int, Field(ge=0, le=255)] = 0
    price_vnd: Annotated[int, Field(ge=0)] = 0
    attempt: Attempt = 0


class NotificationStatusChanged(Payload):
    """One step of a message; no number and no text."""

    notification_id: Token
    code: CodeText
    agency: AgencyText
    procedure: ProcedureRef
    template: Token
    channel: Token
    state: NotificationState
    reason: Token | None = None
    provider: Token | None = None
    encoding: Literal["gsm7", "ucs2"] | None = None
    segments: Annotated[int, Field(ge=0, le=255)] = 0
    price_vnd: Annotated[int, Field(ge=0)] = 0
    attempt: Attempt = 0
    backfill: bool = False
    caused_by: str | None = None
