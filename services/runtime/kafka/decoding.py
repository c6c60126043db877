"""From raw bytes to a checked event; whatever is wrong with a record is a PermanentError with a constant reason."""

from typing import Final

from pydantic import ValidationError

from services.contracts.envelope import Envelope, EnvelopeError, from_headers
from services.contracts.events import EventType, find_event_type
from services.contracts.events.payload import Payload
from services.runtime.failures import PermanentError
from services.runtime.kafka.identity import header_text
from services.runtime.kafka.records import Delivered, RawRecord, Subscription, record_size

MAX_RECORD_BYTES: Final = 256 * 1024
_LONGEST_NAME: Final = 256
_KEY_FIELDS: Final = ("client_id", "record", "code")  # a record's events may name the dossier that came of it, too
_CONTROL_WITHOUT_SEQ: Final = "vn.lienthong.event.replay_finished.v1"


class Decoder:
    """Decodes the records of one subscription for one service."""

    def __init__(self, service: str, subscription: Subscription) -> None:
        self._service = service
        self._topic = subscription.topic
        self._ordered = subscription.ordered
        self._types = None if subscription.ordered else subscription.types
        self._key_fields: dict[type[Payload], str | None] = {}

    def decode(self, raw: RawRecord) -> Delivered | None:
        """Return the event, or None when it is meant for another consumer or not wanted; raises PermanentError."""
        envelope = self._envelope(raw)
        if envelope is None or envelope.replayfor not in {None, self._service}:
            return None
        kind = self._kind(envelope)
        if kind.topic is None and not self._ordered:
            return None
        if self._types is not None and kind.name not in self._types:
            return None
        self._check(raw, envelope)
        return Delivered(raw, envelope, self._data(raw, kind))

    def _envelope(self, raw: RawRecord) -> Envelope | None:
        try:
            return from_headers(raw.headers)
        except EnvelopeError as error:
            # A broken letter replayed for one consumer must not become a letter of all the others.
            if header_text(raw.headers, "ce_replayfor") not in {None, self._service}:
                return None
            raise PermanentError(error.reason, attribute=_safe(error.attribute)) from error

    def _kind(self, envelope: Envelope) -> EventType:
        kind = find_event_type(envelope.type)
        if kind is None:
            raise PermanentError("type_unknown")
        # The end of a replay is told on every topic; without order there is no block that it could lift.
        control = kind.topic is None and (self._ordered or envelope.replayfor == self._service)
        if kind.topic is not self._topic and not control:
            raise PermanentError("type_not_of_topic", type=kind.name)
        return kind

    def _check(self, raw: RawRecord, envelope: Envelope) -> None:
        size = record_size(raw.key, raw.value, raw.headers)
        if size > MAX_RECORD_BYTES:
            raise PermanentError("record_oversize", size=size, limit=MAX_RECORD_BYTES)
        if raw.key is None:
            raise PermanentError("key_missing")
        if len(envelope.subject) > _LONGEST_NAME or len(envelope.source) > _LONGEST_NAME:
            raise PermanentError("name_too_long")
        if self._ordered and envelope.seq is None and envelope.type != _CONTROL_WITHOUT_SEQ:
            raise PermanentError("seq_missing")

    def _data(self, raw: RawRecord, kind: EventType) -> Payload | None:
        if raw.value is None:
            if self._topic.compacted:
                return None
            raise PermanentError("value_null")
        data = _parse(kind.model, raw.value)
        field = self._key_field(kind.model)
        if field is not None and getattr(data, field).encode() != raw.key:
            raise PermanentError("key_unexpected", field=field)
        return data

    def _key_field(self, model: type[Payload]) -> str | None:
        try:
            return self._key_fields[model]
        except KeyError:
            found = next((name for name in _KEY_FIELDS if name in model.model_fields), None)
            return self._key_fields.setdefault(model, found)


def _parse(model: type[Payload], value: bytes) -> Payload:
    try:
        return model.model_validate_json(value)
    except ValidationError as error:
        # Only where and what kind: pydantic's message repeats the input, which may be personal data.
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        reason = "json_malformed" if first["type"] == "json_invalid" else "data_invalid"
        known = [str(part) for part in first["loc"] if isinstance(part, int) or part in model.model_fields]
        raise PermanentError(
            reason, path=".".join(known), problem=first["type"], problems=error.error_count()
        ) from None


def _safe(attribute: str) -> str:
    return attribute if attribute.isascii() and attribute.isalnum() and len(attribute) <= 20 else "other"  # noqa: PLR2004 CloudEvents' own limit for attribute names
