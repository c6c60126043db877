"""A poll that fails on one record gives back what it skipped."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CorruptRecordException, TopicAuthorizationFailedError

from services.runtime.kafka.polling import CarefulPolling

A, B = TopicPartition("t", 0), TopicPartition("t", 1)


@dataclass
class LossyClient:
    """Two partitions of two records; record 1 of A raises, after B was moved on."""

    error: Exception
    at: dict[TopicPartition, int] = field(default_factory=lambda: {A: 1, B: 0})
    paused_ones: set[TopicPartition] = field(default_factory=set)
    commits: dict[TopicPartition, int] = field(default_factory=dict)
    rebalances: bool = False
    calls: int = 0

    def __post_init__(self) -> None:
        self.assign()

    def assign(self) -> None:
        """Rebalance."""
        assignment = SimpleNamespace(tps=set(self.at), state_value=self._state)
        self._subscription = SimpleNamespace(subscription=SimpleNamespace(assignment=assignment))

    def _state(self, partition: TopicPartition) -> Any:
        at = self.at[partition]
        return SimpleNamespace(position=at, has_valid_position=at >= 0)

    async def committed(self, partition: TopicPartition) -> int | None:
        return self.commits.get(partition)

    async def seek_to_beginning(self, partition: TopicPartition) -> None:
        self.at[partition] = 0

    def assignment(self) -> set[TopicPartition]:
        return set(self.at)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.at[partition] = offset

    async def getmany(self, *only: TopicPartition, **_: Any) -> dict[TopicPartition, list[int]]:
        self.calls += 1
        if self.rebalances:
            self.rebalances = False
            self.assign()
        wanted = set(only or self.at) - self.paused_ones
        records = {}
        if B in wanted and self.at[B] < 2:
            records[B] = list(range(self.at[B], 2))
            self.at[B] = 2
        if A in wanted:
            raise self.error
        return records


@pytest.mark.parametrize("error", [UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), CorruptRecordException()])
async def test_nothing_is_skipped_and_only_the_culprit_is_named(error: Exception) -> None:
    """Positions go back, then each partition is polled by itself, and the others' records come."""
    client, culprits, got = LossyClient(error), list[tuple[TopicPartition, int]](), list[int]()

    def unreadable(partition: TopicPartition, offset: int) -> None:
        culprits.append((partition, offset))
        client.paused_ones.add(partition)

    polling = CarefulPolling(client, unreadable)
    for _ in range(4):
        for records in (await polling.getmany()).values():
            got.extend(records)
    assert got == [0, 1]
    assert culprits == [(A, 1)]
    assert client.at == {A: 1, B: 2}


async def test_a_partition_without_a_position_is_not_polled() -> None:
    """It could not be put back, so it waits until the client knows where it begins."""
    client = LossyClient(CorruptRecordException(), at={A: 1, B: -1})
    polling = CarefulPolling(client, lambda *_: None)
    assert await polling.getmany() == {}
    assert client.at == {A: 1, B: -1}


async def test_after_a_rebalance_positions_go_back_to_what_is_committed() -> None:
    """Where another assignment stood means nothing any more."""
    client = LossyClient(CorruptRecordException(), commits={A: 1}, rebalances=True)
    client.at[B] = 1
    await CarefulPolling(client, lambda *_: None).getmany()
    assert client.at == {A: 1, B: 0}


async def test_the_client_is_trusted_again_after_a_while() -> None:
    """Polling by itself costs a little, so it ends when nothing failed for two minutes."""
    now, client = [100.0], LossyClient(CorruptRecordException())
    polling = CarefulPolling(client, lambda partition, _: client.paused_ones.add(partition), lambda: now[0])
    for _ in range(3):
        await polling.getmany()
    calls = client.calls
    now[0] += 121
    client.at[B] = 0
    assert len(await polling.getmany()) == 1
    assert client.calls == calls + 1


async def test_other_failures_are_the_callers() -> None:
    """FastStream waits and tries again when the broker refuses."""
    polling = CarefulPolling(LossyClient(TopicAuthorizationFailedError()), lambda *_: None)
    with pytest.raises(TopicAuthorizationFailedError):
        await polling.getmany()
