"""Routing's way to the broker, which on the way queues what foreign systems are to be told."""

from typing import Final

import orjson

from services.contracts.envelope import from_headers
from services.contracts.topics import PROGRESS
from services.routing.application.foreign.queue_progress import CONCERNING, QueueProgress
from services.runtime.kafka.records import OutgoingRecord, Publisher

__all__ = ["QueueingPublisher"]

_CONCERNING: Final = frozenset(name.encode() for name in CONCERNING)


class QueueingPublisher:
    """Implements the relay's `Publisher`: an entry stays in the outbox until broker and queue have it."""

    def __init__(self, publisher: Publisher, queue: QueueProgress) -> None:
        self._publisher = publisher
        self._queue = queue

    async def publish(self, record: OutgoingRecord) -> None:
        await self._publisher.publish(record)
        if record.topic == PROGRESS.name and record.value is not None and _concerns(record):
            data = orjson.loads(record.value)
            if self._queue.may_concern(data):
                await self._queue(from_headers(record.headers), data)


def _concerns(record: OutgoingRecord) -> bool:
    return any(name == "ce_type" and value in _CONCERNING for name, value in record.headers)
