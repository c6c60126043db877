"""Intake's way to the broker for dossiers, which on the way tells agencies what concerns them."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from services.contracts.topics import LIFECYCLE
from services.intake.application.dossiers.sandbox import SANDBOX
from services.intake.application.feed.tell_agencies import TellAgencies
from services.runtime.kafka.records import OutgoingRecord, Publisher

__all__ = ["FeedingPublisher"]

_TOLD: Final = frozenset({LIFECYCLE.name, SANDBOX.name})


class FeedingPublisher:
    """Implements the relay's `Publisher`: an entry stays in the outbox until broker and feeds have it."""

    def __init__(self, publisher: Publisher, tell: TellAgencies) -> None:
        self._publisher = publisher
        self._tell = tell

    async def publish(self, record: OutgoingRecord) -> None:
        if record.topic != SANDBOX.name:
            await self._publisher.publish(record)
        if record.topic in _TOLD and record.value is not None and await self._tell.anybody():
            headers = {name: (value or b"").decode() for name, value in record.headers}
            data: Mapping[str, Any] = orjson.loads(record.value)
            sandbox = record.topic == SANDBOX.name
            await self._tell.of_dossier(headers["ce_id"], headers["ce_type"], headers["ce_time"], data, sandbox=sandbox)
