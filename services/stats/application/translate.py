"""From events as they are published to the changes that are counted."""

from collections.abc import Callable
from typing import Any

from services.contracts.events.control import EventDiscarded
from services.contracts.events.payload import Payload
from services.runtime.kafka.records import Delivered
from services.stats.domain.batch import Event

Translate = Callable[[Payload], Any]
"""From the body of an event to its change; None for one that takes its place in the order and changes nothing."""


def to_event(index: int, fence: str, delivered: Delivered, translate: Translate) -> Event | None:
    """Return the event to count; None for what has no place in the order (a mark of the machinery)."""
    envelope, data = delivered.envelope, delivered.data
    if envelope.seq is None or data is None:
        return None
    change = None if isinstance(data, EventDiscarded) else translate(data)
    return Event(index, fence, delivered.record.offset, envelope.subject, envelope.seq, change)
