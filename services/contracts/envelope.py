"""CloudEvents 1.0 in Kafka binary mode: attributes are `ce_*` headers, the body is JSON.

Extension attributes of ours: `seq` (from 1, without gap, per producer, topic and subject), `traceparent`
(W3C), `replayfor` (a consumer group; all others pass the record by), and on inbound reports `keyid`, `sigtime`
and `signature` (see runtime/auth).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

SPEC_VERSION: Final = "1.0"
CONTENT_TYPE: Final = "application/json"
_PREFIX: Final = "ce_"
_SKIPPED: Final = len(_PREFIX)
_EVENT_NAMESPACE: Final[UUID] = uuid5(NAMESPACE_URL, "urn:lienthong:event")
_REQUIRED: Final = ("id", "type", "source", "subject", "time")

Headers = tuple[tuple[str, bytes], ...]


class EnvelopeError(ValueError):
    """The headers are not a CloudEvent that we can read; `reason` is a constant, safe to store and count."""

    def __init__(self, reason: str, attribute: str) -> None:
        super().__init__(f"{reason}: {attribute}")
        self.reason = reason
        self.attribute = attribute


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of one event; `seq` is None for inbound reports, `time` is when it was recorded (UTC)."""

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    seq: int | None = None
    traceparent: str | None = None
    keyid: str | None = None
    sigtime: int | None = None
    signature: str | None = None
    replayfor: str | None = None


def event_id(producer: str, topic: str, aggregate: str, seq: int) -> str:
    """Return the id of an event: the same for the same (producer, topic, aggregate, seq), however often it is sent."""
    return str(uuid5(_EVENT_NAMESPACE, f"{producer}/{topic}/{aggregate}/{seq}"))


def to_headers(envelope: Envelope) -> Headers:
    """Return the Kafka headers of `envelope`, content type included; absent attributes are left out."""
    values = {
        "specversion": SPEC_VERSION,
        "id": envelope.id,
        "type": envelope.type,
        "source": envelope.source,
        "subject": envelope.subject,
        "time": envelope.time.isoformat(),
        "seq": envelope.seq,
        "traceparent": envelope.traceparent,
        "keyid": envelope.keyid,
        "sigtime": envelope.sigtime,
        "signature": envelope.signature,
        "replayfor": envelope.replayfor,
    }
    present = tuple((_PREFIX + name, str(value).encode()) for name, value in values.items() if value is not None)
    return (*present, ("content-type", CONTENT_TYPE.encode()))


def from_headers(headers: Iterable[tuple[str, bytes | None]]) -> Envelope:
    """Read an envelope; raises EnvelopeError for what is missing, doubled, not UTF-8 or of the wrong form."""
    values = _attributes(headers)
    for name in _REQUIRED:
        if not values.get(name):
            raise EnvelopeError("attribute_missing", name)
    if values.get("specversion") != SPEC_VERSION:
        raise EnvelopeError("specversion_unknown", "specversion")
    return Envelope(  # by position: every record of every service passes here
        values["id"],
        values["type"],
        values["source"],
        values["subject"],
        _time(values["time"]),
        _positive(values, "seq"),
        values.get("traceparent"),
        values.get("keyid"),
        _positive(values, "sigtime"),
        values.get("signature"),
        values.get("replayfor"),
    )


def _attributes(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Return the attributes by name; one plain loop, because every record of every service passes here."""
    values: dict[str, str] = {}
    name = ""
    try:
        for header, raw in headers:
            if header[:_SKIPPED] == _PREFIX:
                name = header[_SKIPPED:]
                if name in values:
                    raise EnvelopeError("attribute_doubled", name)
                if raw is None:
                    raise EnvelopeError("attribute_null", name)
                values[name] = raw.decode()
    except UnicodeDecodeError as error:
        raise EnvelopeError("attribute_not_utf8", name) from error
    return values


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise EnvelopeError("time_malformed", "time") from error
    if moment.tzinfo is None:
        raise EnvelopeError("time_without_zone", "time")
    return moment


def _positive(values: dict[str, str], name: str) -> int | None:
    text = values.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) > 0):  # noqa: PLR2004 fits 64 bits
        raise EnvelopeError("number_malformed", name)
    return int(text)
