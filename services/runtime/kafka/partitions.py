"""The partitions that this process owns: where each stands, which ones wait, and explicit commits (ADR 0004)."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from services.runtime.kafka.limits import ConsumerLimits, backoff

_log = structlog.get_logger()


class Client(Protocol):
    """What is needed of aiokafka's consumer."""

    def assignment(self) -> Iterable[TopicPartition]:
        """Return the owned partitions."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Move the fetch position."""

    def pause(self, *partitions: TopicPartition) -> None:
        """Stop fetching."""

    def resume(self, *partitions: TopicPartition) -> None:
        """Fetch again."""

    def highwater(self, partition: TopicPartition) -> int | None:
        """Return the end of the partition as of the last fetch."""

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Commit these offsets."""


class Partitions:
    """State that lives from one assignment to the next.

    Every operation names the epoch in which its chunk was fetched: after a rebalance a late chunk must neither move
    the position of a partition that came back, nor commit for one that went away.
    """

    def __init__(self, limits: ConsumerLimits, random: Callable[[], float]) -> None:
        self._limits = limits
        self._random = random
        self._client: Client | None = None
        self._attempts: dict[TopicPartition, int] = {}
        self._timers: dict[TopicPartition, asyncio.TimerHandle] = {}
        self._next: dict[TopicPartition, int] = {}
        self.epoch = 0

    def bind(self, client: Client) -> None:
        """Use this client from now on."""
        self._client = client

    def turn(self) -> None:
        """Begin a new epoch: whatever is known about partitions is void."""
        self.epoch += 1
        self._cancel_timers()
        self._attempts.clear()
        self._next.clear()

    def attempts(self, partition: TopicPartition) -> int:
        """Return how often the next record of a partition failed."""
        return self._attempts.get(partition, 0)

    def waiting(self) -> tuple[TopicPartition, ...]:
        """Return the partitions that wait for a retry."""
        return tuple(self._timers)

    def hold(self, partition: TopicPartition) -> None:
        """Fetch nothing of a partition while its last records are handled on their own."""
        self._safely(lambda client: client.pause(partition))

    def advance(self, partition: TopicPartition, epoch: int) -> None:
        """Note that everything handed out of a partition is applied, and let it go on if it was held."""
        if epoch == self.epoch and self._attempts.pop(partition, None) is not None:
            self._safely(lambda client: client.resume(partition))

    def defer(self, partition: TopicPartition, offset: int, epoch: int, *, moved: bool) -> float:
        """Put a partition back to its first unapplied record and let it wait; return the wait in seconds.

        `moved` says that records before that one were applied, so that this is the first failure of its kind.
        """
        if epoch != self.epoch:
            return 0.0
        attempt = self._attempts[partition] = 1 if moved else self.attempts(partition) + 1
        wait = backoff(self._limits, attempt, self._random)
        self._safely(lambda client: self._rewind(client, partition, offset))
        timer = self._timers.pop(partition, None)
        if timer is not None:
            timer.cancel()
        self._timers[partition] = asyncio.get_running_loop().call_later(wait, self._resume, partition)
        return wait

    def freeze(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Stop fetching for good, with nothing unapplied passed over."""
        self._cancel_timers()
        for partition, offset in offsets.items():
            self._safely(lambda client, p=partition, o=offset: self._rewind(client, p, o))  # type: ignore[misc]
        self._safely(lambda client: client.pause(*client.assignment()))

    async def commit(self, offsets: Mapping[TopicPartition, int], epoch: int) -> None:
        """Commit exactly these; a partition that went away is somebody else's now, and its records come again."""
        if self._client is None or epoch != self.epoch or not offsets:
            return
        try:
            await self._client.commit(offsets)
        except KafkaError as error:
            _log.warning("commit_refused", error=type(error).__name__, partitions=len(offsets))
            return
        if epoch == self.epoch:
            self._next.update(offsets)

    def lag(self, position: Callable[[TopicPartition], int | None]) -> dict[TopicPartition, int]:
        """Return the records not yet applied per owned partition; `position` says where an untouched one stands."""
        client = self._client
        if client is None:
            return {}
        lags = {}
        for partition in client.assignment():
            end, at = client.highwater(partition), self._next.get(partition, position(partition))
            lags[partition] = 0 if end is None or at is None else max(0, end - at)
        return lags

    def _cancel_timers(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _rewind(self, client: Client, partition: TopicPartition, offset: int) -> None:
        client.seek(partition, offset)
        client.pause(partition)

    def _resume(self, partition: TopicPartition) -> None:
        self._timers.pop(partition, None)
        self._safely(lambda client: client.resume(partition))

    def _safely(self, action: Callable[[Client], None]) -> None:
        if self._client is None:
            return
        try:
            action(self._client)
        except IllegalStateError:
            # The partition was revoked between the check and now; its new owner starts from the committed offset.
            _log.info("partition_gone")
