"""What operators decided about letters: control records on the same dead-letter topic, in the letter's partition.

The state of every letter is a fold over that topic, so the command line needs nothing but Kafka.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.contracts.topics import dead_letter_topic
from services.runtime.kafka.identity import header_text
from services.runtime.kafka.letters import Letter, parse_letter
from services.runtime.kafka.records import OutgoingRecord, RawRecord


class Resolution(StrEnum):
    """How a letter left the queue."""

    REPLAYED = "replayed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A letter that needs nobody any more."""

    letter: Letter
    resolution: str
    reason: str
    operator: str
    at: str


@dataclass(slots=True)
class Queue:
    """The letters of one consumer by id, as the topic tells them."""

    open: dict[str, Letter] = field(default_factory=dict)
    resolved: dict[str, Resolved] = field(default_factory=dict)


def resolution_record(
    letter: Letter, resolution: Resolution, *, reason: str, operator: str, now: datetime
) -> OutgoingRecord:
    """Return the control record that closes `letter`; publish it to the letter's own partition."""
    texts = {
        "dl_resolves": letter.id,
        "dl_resolution": resolution.value,
        "dl_resolution_reason": reason,
        "dl_operator": operator,
        "dl_time": now.isoformat(),
    }
    headers = tuple((name, text.encode()) for name, text in texts.items())
    return OutgoingRecord(dead_letter_topic(letter.consumer).name, letter.key or b"", b"{}", headers)


def fold(records: Iterable[RawRecord]) -> Queue:
    """Return the queue after `records`, which come in offset order per partition.

    A letter written again after it was resolved is open again: its consumer met the record once more.
    """
    queue = Queue()
    for raw in records:
        letter = parse_letter(raw)
        if letter is not None:
            queue.open.setdefault(letter.id, letter)
            queue.resolved.pop(letter.id, None)
        else:
            _resolve(queue, raw)
    return queue


def _resolve(queue: Queue, raw: RawRecord) -> None:
    letter = queue.open.pop(header_text(raw.headers, "dl_resolves") or "", None)
    if letter is not None:
        queue.resolved[letter.id] = Resolved(
            letter,
            header_text(raw.headers, "dl_resolution") or "unknown",
            header_text(raw.headers, "dl_resolution_reason") or "",
            header_text(raw.headers, "dl_operator") or "",
            header_text(raw.headers, "dl_time") or "",
        )
