"""The same with the fence off, as a negative control: a delta is added however often it comes."""

from collections.abc import Mapping, Sequence

from services.runtime.store.operations import UpdateDoc
from services.stats.domain.batch import CounterWrite
from tests.component.stats.chaos.mortal import MortalLedger, main


class FencelessLedger(MortalLedger):
    """The fault."""

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        return {}

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        ops = [UpdateDoc({"_id": w.counter}, {"$inc": w.increments}, upsert=True) for w in writes if w.increments]
        await self._counters.write_bulk(ops)
        self.counted = bool(ops)
        return True


if __name__ == "__main__":
    main(FencelessLedger)
