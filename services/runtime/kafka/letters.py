"""Dead letters: a record of `<consumer>.deadletter.v1` with everything needed to show, replay or discard it.

Key and value are the original bytes; the original headers keep their bytes under the prefix `orig_`. A letter's id
comes from (consumer, topic, partition, offset), so a redelivery writes the same letter again, not another one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from services.contracts.topics import dead_letter_topic
from services.runtime.failures import PermanentError
from services.runtime.kafka.identity import Aggregate, aggregate_of, header_text, sequence_of
from services.runtime.kafka.records import OutgoingRecord, RawHeaders, RawRecord

_LETTERS: Final[UUID] = uuid5(NAMESPACE_URL, "urn:lienthong:letter")
_ORIGINAL: Final = "orig_"
_MAX_FIELDS: Final = 4096
REPLAY_OF: Final = "dl_replay_of"
"""Header of a republished record: the letter that it came from."""


class LetterKind(StrEnum):
    """Why a record became a letter: it failed itself, or it follows one that did."""

    FAILED = "failed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter; `headers` are the original ones, `stored_*` is where the letter itself lies."""

    id: str
    consumer: str
    kind: LetterKind
    reason: str
    fields: str
    written_at: str
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: RawHeaders
    stored_partition: int
    stored_offset: int

    @property
    def aggregate(self) -> Aggregate | None:
        """Return what the letter blocks on an ordered topic."""
        return aggregate_of(self.topic, self.headers)

    @property
    def seq(self) -> int | None:
        """Return the original sequence number, or None."""
        return sequence_of(self.headers)

    @property
    def order(self) -> tuple[int, int]:
        """Return the key to sort the letters of one aggregate by: a failed replay has a later offset, not seq."""
        return (self.seq or 0, self.offset)


def letter_id(consumer: str, raw: RawRecord) -> str:
    """Return the id of the letter that `consumer` writes for this record."""
    return str(uuid5(_LETTERS, f"{consumer}/{raw.topic}/{raw.partition}/{raw.offset}"))


def letter_record(
    consumer: str, raw: RawRecord, error: PermanentError, kind: LetterKind, now: datetime
) -> OutgoingRecord:
    """Return the dead letter of `raw`."""
    about = {
        "dl_id": letter_id(consumer, raw),
        "dl_consumer": consumer,
        "dl_kind": kind.value,
        "dl_reason": error.reason,
        "dl_fields": _fields(error.fields),
        "dl_topic": raw.topic,
        "dl_partition": str(raw.partition),
        "dl_offset": str(raw.offset),
        "dl_time": now.isoformat(),
        "dl_record_time_ms": str(raw.timestamp_ms),
    }
    headers = tuple((_ORIGINAL + name, value) for name, value in raw.headers)
    key = raw.key
    if raw.key is None and raw.value is None:
        # Kafka's clients refuse a record of nothing.
        key = b""
        about["dl_key"] = "null"
    known = tuple((name, text.encode()) for name, text in about.items())
    return OutgoingRecord(dead_letter_topic(consumer).name, key, raw.value, (*known, *headers))


def parse_letter(raw: RawRecord) -> Letter | None:
    """Read a letter back; None for what is none (control records among them)."""
    known = {name: header_text(raw.headers, name) or "" for name in ("dl_id", "dl_topic", "dl_partition", "dl_offset")}
    if not all(known.values()) or not (known["dl_partition"].isdigit() and known["dl_offset"].isdigit()):
        return None
    return Letter(
        id=known["dl_id"],
        consumer=header_text(raw.headers, "dl_consumer") or "",
        kind=LetterKind.PARKED if header_text(raw.headers, "dl_kind") == LetterKind.PARKED else LetterKind.FAILED,
        reason=header_text(raw.headers, "dl_reason") or "unknown",
        fields=_first(raw.headers, "dl_fields").decode(errors="replace"),
        written_at=header_text(raw.headers, "dl_time") or "",
        topic=known["dl_topic"],
        partition=int(known["dl_partition"]),
        offset=int(known["dl_offset"]),
        key=None if header_text(raw.headers, "dl_key") == "null" else raw.key,
        value=raw.value,
        headers=tuple((n.removeprefix(_ORIGINAL), v) for n, v in raw.headers if n.startswith(_ORIGINAL)),
        stored_partition=raw.partition,
        stored_offset=raw.offset,
    )


def _fields(fields: Mapping[str, Any]) -> str:
    text = json.dumps(fields, default=str, sort_keys=True)
    return text if len(text) <= _MAX_FIELDS else '{"dropped": "too long"}'


def _first(headers: RawHeaders, name: str) -> bytes:
    return next((value for header, value in headers if header == name and value is not None), b"{}")
