"""A signed CloudEvent in structured JSON form, checked at the edge."""

from typing import Annotated, Any, Final, Literal

from fastapi import Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from services.contracts.envelope import Envelope
from services.contracts.events.payload import CodeText, Token
from services.intake.application.agencies.event_ports import Incoming
from services.intake.application.agencies.invalid_fields import invalid_fields
from services.kernel.times import require_utc
from services.runtime.auth.signatures import canonical_json
from services.runtime.problems import Problem
from services.runtime.tracing import current_trace, trace_id

__all__ = ["BATCH", "EVENT_BYTES", "SINGLE", "SignedEvent", "check_media_type", "incoming"]

SINGLE: Final = "application/cloudevents+json"
BATCH: Final = "application/cloudevents-batch+json"
EVENT_BYTES: Final = 64 * 1024
"""Limit of one body, also inside a batch (design §7)."""


class SignedEvent(BaseModel):
    """Other attributes are ignored: consumers know none, and some steer redelivery inside the platform."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    specversion: Literal["1.0"]
    id: Annotated[Token, Field(description="New for each event of the agency, the same in every retry")]
    type: Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,128}$")]
    source: Annotated[str, Field(max_length=64, examples=["urn:lienthong:agency:H90.20.01"])]
    subject: Annotated[CodeText, Field(description="The dossier code, as in data.code")]
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    keyid: Token | None = None
    sigtime: Annotated[int | None, Field(gt=0, lt=10**12, description="When it was signed, in Unix seconds")] = None
    signature: Annotated[str | None, Field(pattern=r"^[\x21-\x7e]+( [\x21-\x7e]+)*$", max_length=1024)] = None
    traceparent: Annotated[str | None, Field(max_length=128)] = None
    data: dict[str, Any]

    def envelope(self) -> Envelope:
        """The attributes as they go to the broker; a malformed traceparent is replaced by the request's."""
        return Envelope(
            id=self.id,
            type=self.type,
            source=self.source,
            subject=self.subject,
            time=require_utc(self.time),
            traceparent=self.traceparent if trace_id(self.traceparent) else current_trace(),
            keyid=self.keyid,
            sigtime=self.sigtime,
            signature=self.signature,
        )


def check_media_type(request: Request, expected: str) -> None:
    """Raises Problem(cloudevents_expected)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != expected:
        raise Problem("cloudevents_expected", expected=expected)


def incoming(document: Any) -> Incoming:
    """Read one event from parsed JSON. Raises Problem(fields_invalid | body_too_large)."""
    try:
        event = SignedEvent.model_validate(document)
    except ValidationError as error:
        raise invalid_fields(error) from None
    try:
        value = canonical_json(event.data)
    except ValueError:
        wrong = {"field": "data", "reason": "float", "message": "use integers or text: floats have no canonical form"}
        raise Problem("fields_invalid", errors=(wrong,)) from None
    if len(value) > EVENT_BYTES:
        raise Problem("body_too_large", limit=EVENT_BYTES)
    return Incoming(event.envelope(), value)
