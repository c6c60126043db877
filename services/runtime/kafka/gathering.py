"""Polling that lets records gather for a moment: a batch costs the store and the broker the same whatever it holds.

aiokafka fetches ahead while a batch is handled: what a poll finds was fetched when the batch before was handed out,
often a record or two. What came since then is fetched once that is taken, so a second look gets it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from services.runtime.kafka.polling import Batches, assignment_of

_ROOM: Final = 500


class Poll(Protocol):
    """The shape of a client's `getmany`."""

    async def __call__(self, *, timeout_ms: int = 0, max_records: int | None = None) -> Batches: ...


class GatheringPoll:
    """Takes the place of one client's `getmany`; a full batch does not wait, nor does an empty one."""

    def __init__(
        self, client: Any, poll: Poll, seconds: float, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._client = client
        self._poll = poll
        self._seconds = seconds
        self._sleep = sleep

    async def getmany(self, *, timeout_ms: int = 0, max_records: int | None = None) -> Batches:
        """Return what two polls found, each partition's records in order."""
        batches = await self._poll(timeout_ms=timeout_ms, max_records=max_records)
        room = (max_records or _ROOM) - sum(map(len, batches.values()))
        if not batches or room <= 0:
            return batches
        assignment = assignment_of(self._client)
        await self._sleep(self._seconds)
        if assignment is not assignment_of(self._client):
            # Partitions changed hands: the new assignment begins at what is committed, so this comes again.
            return {}
        more = await self._poll(timeout_ms=0, max_records=room)
        if assignment is not assignment_of(self._client):
            return more
        return {part: [*batches.get(part, ()), *more.get(part, ())] for part in batches | more}
