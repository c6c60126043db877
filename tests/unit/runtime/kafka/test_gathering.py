"""A second look a moment later, in the same assignment only."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from aiokafka import TopicPartition

from services.runtime.kafka.gathering import GatheringPoll

A, B = TopicPartition("t", 0), TopicPartition("t", 1)
Answer = dict[TopicPartition, list[Any]]


class Broker:
    """Answers polls one after the other and notes what was asked; `during` happens while records gather."""

    def __init__(self, *answers: Answer, during: Callable[["Broker"], None] = lambda _: None) -> None:
        self.answers = list(answers)
        self.asked: list[int | None] = []
        self.waits: list[float] = []
        self.during = during
        self.rebalance()

    def rebalance(self) -> None:
        self._subscription = SimpleNamespace(subscription=SimpleNamespace(assignment=object()))

    async def poll(self, *, timeout_ms: int = 0, max_records: int | None = None) -> Answer:
        self.asked.append(max_records)
        return self.answers.pop(0)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.during(self)

    async def getmany(self, most: int = 4) -> Answer:
        return await GatheringPoll(self, self.poll, 0.01, self.sleep).getmany(timeout_ms=200, max_records=most)


async def test_what_comes_a_moment_later_is_in_the_same_batch() -> None:
    """The records of a partition stay in order, and the second look has only the room that is left."""
    broker = Broker({A: [1]}, {A: [2], B: [7]})
    assert await broker.getmany() == {A: [1, 2], B: [7]}
    assert (broker.asked, broker.waits) == ([4, 3], [0.01])


async def test_neither_nothing_nor_a_full_batch_waits() -> None:
    """An idle consumer polls again, a busy one goes on."""
    assert await Broker({}).getmany() == {}
    full = Broker({A: [1, 2], B: [3, 4]})
    assert await full.getmany() == {A: [1, 2], B: [3, 4]}
    assert full.waits == []


async def test_what_was_taken_before_a_rebalance_is_left_to_the_next_owner() -> None:
    """Nothing of the new assignment is read before its positions are known."""
    broker = Broker({A: [1]}, {A: [1]}, during=Broker.rebalance)
    assert await broker.getmany() == {}
    assert broker.asked == [4]


async def test_what_a_poll_of_a_new_assignment_found_is_kept() -> None:
    """Its positions have moved, so it would not come again; what the old one gave comes again."""
    broker = Broker({A: [1]})

    async def second(**_: Any) -> Answer:
        if broker.answers:
            return broker.answers.pop(0)
        broker.rebalance()
        return {B: [5]}

    assert await GatheringPoll(broker, second, 0, broker.sleep).getmany(max_records=4) == {B: [5]}
