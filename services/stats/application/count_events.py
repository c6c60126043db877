"""What the consumer calls: count a batch in the generation that serves when it is done.

Delivery: at least once, in offset order per partition. Idempotency: seq per (topic, aggregate) in the facts, offset
per (topic incarnation, partition) in the counters. A batch counts only if the generation it went into still serves
afterwards; otherwise it is counted in the new one too, before its offsets are committed. What was committed earlier
lies before the ends that `settle` replays to.
"""

import asyncio
from collections.abc import Sequence

from services.runtime.failures import TransientError
from services.runtime.kafka.records import Delivered
from services.stats.application.apply_batch import apply_batch
from services.stats.application.counted import Counted
from services.stats.application.incarnations import Incarnations
from services.stats.application.ports import Generation, Generations, OpenLedger
from services.stats.application.replay import Replayer
from services.stats.application.settle import settle
from services.stats.application.translate import to_event
from services.stats.domain.batch import Event, Gap


class Counting:
    """What all batches of a process share: the serving generation and the incarnations of the topics."""

    def __init__(
        self, rules: str, generations: Generations, ledger: OpenLedger, incarnations: Incarnations, replayer: Replayer
    ) -> None:
        self._rules = rules
        self._generations = generations
        self._ledger = ledger
        self._incarnations = incarnations
        self._replayer = replayer
        self._serving: Generation | None = None
        self._settling = asyncio.Lock()

    async def serving(self) -> Generation:
        """Return the generation to count in, settled; raises TransientError while there is none of our rules."""
        found = await self._generations.serving()
        if found is None:
            raise TransientError("generation_missing", remedy="restart the service")
        if found.rules != self._rules:
            raise TransientError("generation_of_other_rules", remedy="restart the service with the present version")
        if not found.settled:
            await self._settle(found.number)
            return await self.serving()
        self._serving = found
        return found

    async def count(self, item: Counted, batch: Sequence[Delivered]) -> list[Gap]:
        """Count a batch of one topic; returns what has to be dead-lettered."""
        events = await self._events(item, batch)
        generation = self._serving or await self.serving()
        while True:
            gaps = await apply_batch(events, item.rules, self._ledger(generation.number))
            latest = await self.serving()
            if latest.number == generation.number:
                return gaps
            generation = latest

    async def _settle(self, number: int) -> None:
        """Count what was applied elsewhere before the swap: an event over such a hole would look like a gap."""
        async with self._settling:
            present = await self._generations.serving()
            if present is not None and present.number == number and not present.settled:
                await settle(present, self._generations, self._ledger(number), self._replayer)

    async def _events(self, item: Counted, batch: Sequence[Delivered]) -> list[Event]:
        firsts: dict[int, int] = {}
        lasts: dict[int, int] = {}
        for delivered in batch:
            firsts.setdefault(delivered.record.partition, delivered.record.offset)
            lasts[delivered.record.partition] = delivered.record.offset
        topic = item.topic.name
        await self._incarnations.see(topic, firsts, lasts)
        fences = {partition: self._incarnations.fence(topic, partition) for partition in firsts}
        made = (to_event(i, fences[d.record.partition], d, item.translate) for i, d in enumerate(batch))
        return [event for event in made if event is not None]
