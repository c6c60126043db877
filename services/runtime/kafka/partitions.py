"""The partitions that this process owns: where each stands, which ones wait, and explicit commits (ADR 0004)."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

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
        self._uncommitted: dict[TopicPartition, int] = {}
        self._committing = False
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
        self._uncommitted.clear()

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

    def applied(self, offsets: Mapping[TopicPartition, int], epoch: int) -> None:
        """Note the first unapplied record of these partitions, to be committed soon."""
        if epoch == self.epoch:
            self._next.update(offsets)
            self._uncommitted.update(offsets)

    async def commit(self) -> None:
        """Commit what was applied until nothing is left, unless that is being done already.

        A partition that went away is somebody else's now; after another failure the next call tries again.
        """
        if self._client is None or self._committing:
            return
        self._committing = True
        try:
            while self._uncommitted and await self._commit_once(self._client):
                pass
        finally:
            self._committing = False

    async def _commit_once(self, client: Client) -> bool:
        epoch, offsets = self.epoch, self._uncommitted
        self._uncommitted = {}
        try:
            await client.commit(offsets)
        except (CommitFailedError, IllegalStateError) as error:
            _log.info("commit_too_late", error=type(error).__name__, partitions=len(offsets))
        except KafkaError as error:
            _log.warning("commit_failed", error=type(error).__name__, partitions=len(offsets))
            if epoch == self.epoch:
                self._uncommitted = {**offsets, **self._uncommitted}
            return False
        return True

    def lag(self, positions: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
        """Return the records not yet applied per owned partition; `positions` is where untouched ones stand."""
        client = self._client
        if client is None:
            return {}
        lags = {}
        for partition in client.assignment():
            end, at = client.highwater(partition), self._next.get(partition, positions.get(partition))
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
