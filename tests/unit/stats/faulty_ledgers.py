"""Ledgers that lack one part of the fence each, which the model has to find."""

from collections.abc import Mapping, Sequence

from services.stats.domain.batch import CounterWrite
from services.stats.domain.facts import Fact, TopicRules
from services.stats.domain.listing import Listed
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore


class UnguardedLedger(MemoryLedger):
    """Faulty: writes land whatever the fence is by then."""

    def land(self, write: CounterWrite) -> bool:
        return super().land(
            CounterWrite(write.counter, exists=False, guards={}, fences=write.fences, increments=write.increments)
        )


class FencelessLedger(MemoryLedger):
    """Faulty: no fence at all."""

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        return {}

    def land(self, write: CounterWrite) -> bool:
        return super().land(
            CounterWrite(write.counter, exists=False, guards={}, fences={}, increments=write.increments)
        )


class ThriftyLedger(MemoryLedger):
    """Faulty: saves the write when a counter's changes come to nothing."""

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        return await super().add([write for write in writes if write.increments])


class HastyLedger(MemoryLedger):
    """Faulty: a conflict does not keep the facts from being written."""

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        await super().add(writes)
        return True


class LateLister(MemoryLedger):
    """Faulty: marks what is listed after the facts, as if the process could not end in between."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
        self._put_off: dict[str, tuple[int, Listed]] = {}

    async def enlist(self, rules: TopicRules, rows: Mapping[str, tuple[int, Listed]]) -> None:
        self._put_off = dict(rows)

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        rows, self._put_off = self._put_off, {}
        await super().save(rules, facts)
        await super().enlist(rules, rows)
