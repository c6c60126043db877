"""Positions, pauses and commits per partition, over an epoch."""

import asyncio
from collections.abc import Iterable, Mapping

from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError, RequestTimedOutError

from services.runtime.kafka.limits import ConsumerLimits
from services.runtime.kafka.partitions import Partitions

A, B = TopicPartition("t", 0), TopicPartition("t", 1)


class FakeClient:
    """The client library's consumer, as far as partitions go."""

    def __init__(self) -> None:
        self.owned = {A, B}
        self.positions: dict[TopicPartition, int] = {}
        self.paused: set[TopicPartition] = set()
        self.commits: list[dict[TopicPartition, int]] = []
        self.trouble: KafkaError | None = None
        self.resumed = asyncio.Event()

    def assignment(self) -> Iterable[TopicPartition]:
        return self.owned

    def seek(self, partition: TopicPartition, offset: int) -> None:
        if partition not in self.owned:
            raise IllegalStateError
        self.positions[partition] = offset

    def pause(self, *partitions: TopicPartition) -> None:
        self.paused |= set(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        self.paused -= set(partitions)
        self.resumed.set()

    def highwater(self, partition: TopicPartition) -> int | None:
        return 10

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.commits.append(dict(offsets))


def bound(**limits: float) -> tuple[Partitions, FakeClient]:
    """Return partitions over a fake client, with the longest jitter."""
    client = FakeClient()
    partitions = Partitions(ConsumerLimits(backoff_first_seconds=limits.get("first", 0.01)), lambda: 1.0)
    partitions.bind(client)
    return partitions, client


async def test_a_deferred_partition_goes_back_waits_and_comes_again() -> None:
    """It is put back before it is paused, and resumed after the wait."""
    partitions, client = bound()
    assert partitions.defer(A, 4, partitions.epoch, moved=True) == 0.01
    assert client.positions == {A: 4}
    assert client.paused == {A}
    assert partitions.waiting() == (A,)
    async with asyncio.timeout(30):
        await client.resumed.wait()
    assert client.paused == set()
    assert partitions.waiting() == ()


async def test_waits_grow_until_records_get_through() -> None:
    """Getting past the failing record starts over."""
    partitions, _ = bound(first=1)
    epoch = partitions.epoch
    assert [partitions.defer(A, 4, epoch, moved=False) for _ in range(3)] == [1, 2, 4]
    assert partitions.defer(A, 6, epoch, moved=True) == 1
    partitions.advance(A, epoch)
    assert partitions.attempts(A) == 0
    partitions.turn()


async def test_a_late_chunk_neither_moves_nor_commits_after_a_rebalance() -> None:
    """The partition may belong to somebody else, or have come back at another offset."""
    partitions, client = bound()
    epoch = partitions.epoch
    partitions.turn()
    partitions.defer(A, 4, epoch, moved=False)
    partitions.applied({A: 5}, epoch)
    await partitions.commit()
    assert (client.positions, client.commits) == ({}, [])


async def test_losing_a_partition_in_mid_flight_is_no_error() -> None:
    """Commit and seek of a revoked partition are refused by the client and tolerated here."""
    partitions, client = bound()
    client.owned, client.trouble = {B}, CommitFailedError()
    partitions.defer(A, 4, partitions.epoch, moved=False)
    partitions.applied({A: 5}, partitions.epoch)
    await partitions.commit()
    assert client.commits == []
    partitions.turn()


async def test_a_commit_that_failed_is_made_good_by_the_next() -> None:
    """What was applied meanwhile goes with it; one that came too late is dropped."""
    partitions, client = bound()
    client.trouble = RequestTimedOutError()
    partitions.applied({A: 5, B: 2}, partitions.epoch)
    await partitions.commit()
    client.trouble = None
    partitions.applied({A: 6}, partitions.epoch)
    await partitions.commit()
    assert client.commits == [{A: 6, B: 2}]
    client.trouble = CommitFailedError()
    partitions.applied({A: 7}, partitions.epoch)
    await partitions.commit()
    client.trouble = None
    await partitions.commit()
    assert client.commits == [{A: 6, B: 2}]


async def test_lag_counts_from_what_was_committed() -> None:
    """A partition of which nothing was handled yet counts from where it stands."""
    partitions, _ = bound()
    partitions.applied({A: 7}, partitions.epoch)
    assert partitions.lag({A: 4, B: 4}) == {A: 3, B: 6}
    assert partitions.lag({}) == {A: 3, B: 0}


async def test_a_halted_consumer_stands_before_what_is_not_applied() -> None:
    """Everything is paused, retries included."""
    partitions, client = bound()
    partitions.defer(B, 3, partitions.epoch, moved=False)
    partitions.freeze({A: 2})
    assert client.positions == {A: 2, B: 3}
    assert client.paused == {A, B}
    assert partitions.waiting() == ()
