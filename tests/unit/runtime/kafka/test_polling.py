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

    @property
    def _subscription(self) -> Any:
        states = {p: SimpleNamespace(position=offset, has_valid_position=True) for p, offset in self.at.items()}
        assignment = SimpleNamespace(tps=set(states), state_value=states.__getitem__)
        return SimpleNamespace(subscription=SimpleNamespace(assignment=assignment))

    def assignment(self) -> set[TopicPartition]:
        return set(self.at)

    def paused(self) -> set[TopicPartition]:
        return self.paused_ones

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.at[partition] = offset

    async def getmany(self, *only: TopicPartition, **_: Any) -> dict[TopicPartition, list[int]]:
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
    """Positions go back, the partitions are polled one by one, and the others' records come."""
    client, culprits, got = LossyClient(error), list[tuple[TopicPartition, int]](), list[int]()

    def unreadable(partition: TopicPartition, offset: int) -> None:
        culprits.append((partition, offset))
        client.paused_ones.add(partition)

    polling = CarefulPolling(client, unreadable)
    for _ in range(4):
        for records in (await polling.getmany()).values():
            got.extend(records)  # type: ignore[arg-type]  # numbers stand for records
    assert got == [0, 1]
    assert culprits == [(A, 1)]
    assert client.at == {A: 1, B: 2}


async def test_other_failures_are_the_callers() -> None:
    """FastStream waits and tries again when the broker refuses."""
    polling = CarefulPolling(LossyClient(TopicAuthorizationFailedError()), lambda *_: None)
    with pytest.raises(TopicAuthorizationFailedError):
        await polling.getmany()
