"""Batches that are counted in passes come to the same as batches one by one, and give way to another owner."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from random import Random

import pytest

from services.stats.application.passes import OvertakenError, count_in_passes
from services.stats.domain.batch import CounterWrite, Event
from tests.unit.stats.fence_model import RULES, MemoryLedger, MemoryStore, expected_facts, random_log, recount

EVENTS = 60


async def in_batches(log: Sequence[Event], size: int) -> AsyncIterator[Sequence[Event]]:
    for start in range(0, len(log), size):
        yield log[start : start + size]


class CountingLedger(MemoryLedger):
    """Notes how often facts are written, and may find a fence moved."""

    overtaken = False
    saved = 0

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        return await super().add(writes) and not self.overtaken

    def land(self, write: CounterWrite) -> bool:
        self.saved += 1
        return super().land(write)


def count(ledger: MemoryLedger, log: Sequence[Event], most: int) -> int:
    return asyncio.run(count_in_passes(in_batches(log, 5), RULES, ledger, most))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("most", [1, 12, 1_000])
def test_passes_of_any_size_are_exact(seed: int, most: int) -> None:
    """Facts and counters are those of a count from nothing, whether a pass ends at every batch or never."""
    log = random_log(Random(seed), "a_0", EVENTS)  # noqa: S311 a model, no secret
    ledger = MemoryLedger(MemoryStore())
    count(ledger, log, most)
    facts = expected_facts([log], RULES)
    assert {s: (fact.seq, fact.state) for s, fact in ledger.store.facts.items() if fact.seq} == facts
    assert ledger.store.flat() == recount((state for _, state in facts.values()), RULES)


def test_a_larger_pass_writes_less() -> None:
    """What several batches change is written once."""
    log = random_log(Random(1), "a_0", EVENTS)  # noqa: S311 as above
    small, large = CountingLedger(MemoryStore()), CountingLedger(MemoryStore())
    count(small, log, 1)
    count(large, log, 1_000)
    assert large.saved < small.saved / 2


def test_a_moved_fence_keeps_the_facts_from_being_written() -> None:
    """Somebody else counts the same: the pass is given up with its facts, and whoever called counts again."""
    ledger = CountingLedger(MemoryStore())
    ledger.overtaken = True
    with pytest.raises(OvertakenError):
        count(ledger, random_log(Random(1), "a_0", EVENTS), 12)  # noqa: S311 as above
    assert not ledger.store.facts
