"""Polling that loses nothing when the client library fails on a record.

aiokafka 0.14 raises out of `getmany` on a record that it cannot parse (a header name that is not UTF-8, a wrong
checksum). By then it has moved the positions of the other partitions over records that it does not return. So the
positions are put back, and for a while every partition is polled by itself, where a failure costs nobody else.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import structlog
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, CorruptRecordException, KafkaError

_log = structlog.get_logger()
_WARY_SECONDS = 120.0
"""Longer than the longest backoff, so that the culprit's next attempt finds us still wary."""
_IDLE_SECONDS = 0.02
_ROOM = 500

Batches = dict[TopicPartition, list[ConsumerRecord]]
Unreadable = Callable[[TopicPartition, int], None]


class CarefulPolling:
    """Takes the place of one client's `getmany`; `unreadable` is told the partition and where it stands."""

    def __init__(self, client: Any, unreadable: Unreadable, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._getmany = client.getmany
        self._unreadable = unreadable
        self._now = now
        self._wary_until = 0.0
        self._turn = 0

    async def getmany(self, *, timeout_ms: int = 0, max_records: int | None = None) -> Batches:
        """Return what the client returns; nothing, instead of raising for an unreadable record."""
        if self._now() < self._wary_until:
            return await self._one_by_one(max_records)
        # Only partitions that we could put back: a new one has no position until the client has looked it up.
        assignment, before = assignment_of(self._client), positions(self._client)
        if not before:
            await asyncio.sleep(_IDLE_SECONDS)
            return {}
        try:
            batches: Batches = await self._getmany(*before, timeout_ms=timeout_ms, max_records=max_records)
        except Exception as error:
            if not _unparsable(error):
                raise
            self._beware(error)
            await self._restore(before, same=assignment is assignment_of(self._client))
            return {}
        return batches

    async def _one_by_one(self, max_records: int | None) -> Batches:
        batches: Batches = {}
        room = max_records or _ROOM
        for partition, offset in self._rotated():
            if room > 0:
                batches |= await self._alone(partition, offset, room)
                room -= len(batches.get(partition, ()))
        if not batches:
            # Waiting in the client would fetch and fail for all of them at once again.
            await asyncio.sleep(_IDLE_SECONDS)
        return batches

    async def _alone(self, partition: TopicPartition, offset: int, room: int) -> Batches:
        assignment = assignment_of(self._client)
        try:
            batches: Batches = await self._getmany(partition, timeout_ms=0, max_records=room)
        except Exception as error:
            if not _unparsable(error):
                raise
            self._beware(error)
            await self._restore({partition: offset}, same=assignment is assignment_of(self._client))
            self._unreadable(partition, offset)
            return {}
        return batches

    def _rotated(self) -> list[tuple[TopicPartition, int]]:
        """Return the partitions and positions, each time beginning with another one."""
        found = sorted(positions(self._client).items())
        self._turn += 1
        start = self._turn % max(1, len(found))
        return found[start:] + found[:start]

    def _beware(self, error: Exception) -> None:
        _log.warning("poll_failed", error=type(error).__name__)
        self._wary_until = self._now() + _WARY_SECONDS

    async def _restore(self, before: dict[TopicPartition, int], *, same: bool) -> None:
        if same:
            for partition, offset in before.items():
                self._client.seek(partition, offset)
            return
        # Partitions changed hands during the poll; what was committed is the only position that still means anything.
        for partition in self._client.assignment():
            offset = await self._client.committed(partition)
            if offset is None:
                await self._client.seek_to_beginning(partition)
            else:
                self._client.seek(partition, offset)


def assignment_of(client: Any) -> Any:
    """Return the client's current assignment, which is another object after every rebalance, or None."""
    subscription = client._subscription.subscription  # noqa: SLF001 position() may wait for the broker
    return None if subscription is None else subscription.assignment


def positions(client: Any) -> dict[TopicPartition, int]:
    """Return where each owned partition stands; one that has no position yet is left out."""
    assignment = assignment_of(client)
    if assignment is None:
        return {}
    states = ((partition, assignment.state_value(partition)) for partition in assignment.tps)
    return {partition: state.position for partition, state in states if state.has_valid_position}


def _unparsable(error: Exception) -> bool:
    if isinstance(error, KafkaError):
        return isinstance(error, CorruptRecordException)
    return not isinstance(error, ConsumerStoppedError)
