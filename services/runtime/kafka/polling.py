"""Polling that loses nothing when the client library fails on a record.

aiokafka 0.14 raises out of `getmany` on a record that it cannot parse (a header name that is not UTF-8, a wrong
checksum). By then it has moved the positions of the other partitions over records that it does not return. So the
positions are put back, and the partitions are polled one by one until the culprit is found; that one has to wait.
"""

from collections.abc import Callable
from typing import Any

import structlog
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, CorruptRecordException, KafkaError

_log = structlog.get_logger()
_ALONE_MS = 200

Batches = dict[TopicPartition, list[ConsumerRecord]]
Unreadable = Callable[[TopicPartition, int], None]


class CarefulPolling:
    """Takes the place of one client's `getmany`; `unreadable` is told the partition and where it stands."""

    def __init__(self, client: Any, unreadable: Unreadable) -> None:
        self._client = client
        self._getmany = client.getmany
        self._unreadable = unreadable
        self._suspects: list[TopicPartition] = []

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batches:
        """Return what the client returns; nothing, instead of raising for an unreadable record."""
        if self._suspects:
            return await self._alone(self._suspects.pop(), max_records)
        before = positions(self._client)
        try:
            batches: Batches = await self._getmany(*partitions, timeout_ms=timeout_ms, max_records=max_records)
        except Exception as error:
            if not _unparsable(error):
                raise
            _log.warning("poll_failed", error=type(error).__name__)
            self._restore(before)
            self._suspects = [partition for partition in before if partition not in self._client.paused()]
            return {}
        return batches

    async def _alone(self, partition: TopicPartition, max_records: int | None) -> Batches:
        before = positions(self._client)
        if partition not in before:
            return {}
        try:
            batches: Batches = await self._getmany(partition, timeout_ms=_ALONE_MS, max_records=max_records)
        except Exception as error:
            if not _unparsable(error):
                raise
            self._restore(before)
            self._unreadable(partition, before[partition])
            return {}
        return batches

    def _restore(self, before: dict[TopicPartition, int]) -> None:
        assigned = self._client.assignment()
        for partition, offset in before.items():
            if partition in assigned:
                self._client.seek(partition, offset)


def positions(client: Any) -> dict[TopicPartition, int]:
    """Return where each owned partition stands; one that has no position yet is left out."""
    subscription = client._subscription.subscription  # noqa: SLF001 position() may wait for the broker
    assignment = None if subscription is None else subscription.assignment
    if assignment is None:
        return {}
    states = ((partition, assignment.state_value(partition)) for partition in assignment.tps)
    return {partition: state.position for partition, state in states if state.has_valid_position}


def _unparsable(error: Exception) -> bool:
    if isinstance(error, KafkaError):
        return isinstance(error, CorruptRecordException)
    return not isinstance(error, ConsumerStoppedError)
