"""Records as the services see them: logical topic names, raw bytes, and what a handler answers."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.contracts.envelope import Envelope
from services.contracts.events.payload import Payload
from services.contracts.topics import Topic
from services.runtime.failures import PermanentError, TransientError

RawHeaders = tuple[tuple[str, bytes | None], ...]


def record_size(key: bytes | None, value: bytes | None, headers: RawHeaders) -> int:
    """Return the bytes of key, value and headers together; a plain loop, because every record passes here."""
    size = (len(key) if key else 0) + (len(value) if value else 0)
    for name, raw in headers:
        size += len(name) + (len(raw) if raw else 0)
    return size


@dataclass(frozen=True, slots=True)
class OutgoingRecord:
    """A record to publish; `topic` is the logical name. Key and value must not both be None."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: RawHeaders = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where the broker put a record."""

    partition: int
    offset: int


class Publisher(Protocol):
    """Publishes one record at a time, safely."""

    async def publish(self, record: OutgoingRecord) -> None:
        """Return after the broker's acknowledgement (acks=all); raises TransientError, or PermanentError (size)."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as it came; nothing in it is trusted yet."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: RawHeaders


@dataclass(frozen=True, slots=True)
class Delivered:
    """A decoded record; `data` is None only for a tombstone on a compacted topic."""

    record: RawRecord
    envelope: Envelope
    data: Payload | None


@dataclass(slots=True)
class Verdicts:
    """What became of a call, by index into it; a record in neither is applied."""

    rejected: dict[int, PermanentError] = field(default_factory=dict)
    deferred: dict[int, TransientError] = field(default_factory=dict)


Handler = Callable[[Sequence[Delivered]], Awaitable[Verdicts]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One topic of a consumer.

    Delivery is at least once, in offset order per partition, up to 500 records of one topic a call, so the handler is
    idempotent: by the guard (source, topic, subject) -> last seq when `ordered`, by event id otherwise. On an ordered
    topic a rejected record blocks its aggregate and later ones are parked behind it. `types` limits what an unordered
    handler gets (event type names); an ordered one gets every type, because its guard has to move on.

    Without `holds_back` the handler of an ordered topic gets what lies behind a dead letter as well and rejects it
    itself. Blocks and crashes of the handler are not in the log, so nothing that it does may depend on them: a record
    that makes it crash waits instead of becoming a letter.
    """

    topic: Topic
    handler: Handler
    ordered: bool
    types: frozenset[str] | None = None
    holds_back: bool = True

    def __post_init__(self) -> None:
        if self.ordered and self.topic.compacted:
            # Compaction removes events, so gaps are normal there and a guard of last + 1 would block for ever.
            raise ValueError("a compacted topic cannot be ordered")
