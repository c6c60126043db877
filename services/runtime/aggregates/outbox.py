"""Entries of the outbox array: made with the commit, turned into records by the relay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.runtime.aggregates.model import NewEvent, Tombstone, seq_key
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import OutgoingRecord

_HEADERS: Final = 4096
"""Room for the headers beside key and data (bytes); names in them are limited, so it is never reached."""


def outbox_entries(
    events: Sequence[NewEvent], seqs: dict[str, int], *, producer: str, now: datetime, max_bytes: int
) -> list[dict[str, Any]]:
    """Return the entries of `events` and move `seqs` on; raises PermanentError("event_too_large").

    `n` counts over all topics of the document: the sum of its seqs, because every entry takes exactly one of them.
    """
    published = sum(seqs.values())
    source = f"urn:lienthong:{producer}"
    entries = []
    for n, event in enumerate(events, published + 1):
        counter = seq_key(event.topic.name, event.subject)
        seq = seqs[counter] = seqs.get(counter, 0) + 1
        entries.append(
            {
                "n": n,
                "topic": event.topic.name,
                "seq": seq,
                "key": event.key,
                "subject": event.subject,
                "type": _type(event),
                "id": event_id(producer, event.topic.name, event.subject, seq),
                "source": source,
                "time": now,
                "trace": event.trace,
                "data": _body(event, max_bytes),
            }
        )
    return entries


def _type(event: NewEvent) -> str:
    return event_type_of(event.data.of if isinstance(event.data, Tombstone) else type(event.data)).name


def _body(event: NewEvent, max_bytes: int) -> bytes | None:
    if isinstance(event.data, Tombstone):
        if not event.topic.compacted:
            message = f"a tombstone on a topic that is not compacted: {event.topic.name}"
            raise ValueError(message)
        return None
    body = event.data.model_dump_json().encode()
    size = len(body) + len(event.key) + _HEADERS
    if size > max_bytes:
        raise PermanentError("event_too_large", topic=event.topic.name, size=size, limit=max_bytes)
    return body


def record_of(entry: dict[str, Any]) -> OutgoingRecord:
    """Return the record of an entry: the same bytes and id however often it is published."""
    envelope = Envelope(
        id=entry["id"],
        type=entry["type"],
        source=entry["source"],
        subject=entry["subject"],
        time=entry["time"],
        seq=entry["seq"],
        traceparent=entry["trace"],
    )
    return OutgoingRecord(entry["topic"], entry["key"].encode(), entry["data"], to_headers(envelope))
