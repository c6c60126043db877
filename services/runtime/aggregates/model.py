"""What a command works with: the aggregate it read, the change it wants, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.contracts.events.payload import Payload
from services.contracts.topics import Topic


@dataclass(frozen=True, slots=True)
class Tombstone:
    """In place of a body: a null value on a compacted topic, which erases what its key had; `of` names the type."""

    of: type[Payload]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to publish with the change; its type comes from the class of `data`, its seq and id from the commit."""

    topic: Topic
    data: Payload | Tombstone
    key: str
    subject: str
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An aggregate as it was read; `seqs` has last seqs by `seq_key(topic, subject)`, `seen` those of the guards."""

    id: str
    version: int
    state: dict[str, Any]
    seen: Mapping[str, int]
    seqs: Mapping[str, int]

    def last_seq(self, topic: Topic, subject: str) -> int:
        """Return the seq of the last event of (topic, subject), 0 for none."""
        return self.seqs.get(seq_key(topic.name, subject), 0)


@dataclass(frozen=True, slots=True)
class Change:
    """One atomic step of one aggregate; `base` None creates it.

    `state` replaces the old one, `seen` is merged over the base's, `fields` are set beside them (for unique indexes
    and queries). None of them may be altered until the commit returns. `announces` is handed to the store's `announce`
    and acknowledged before the document is written.
    """

    id: str
    base: Loaded | None
    state: dict[str, Any]
    seen: Mapping[str, int] = field(default_factory=dict)
    events: Sequence[NewEvent] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    announces: Sequence[Any] = ()


class CommitOutcome(StrEnum):
    """CONFLICT: the version moved on, the id exists already, or a unique index on `fields` objected."""

    COMMITTED = "committed"
    CONFLICT = "conflict"


def seq_key(topic: str, subject: str) -> str:
    """Return the key of a sequence in `Loaded.seqs`."""
    return f"{topic}/{subject}"
