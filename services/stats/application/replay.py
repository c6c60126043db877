"""Read counted topics into a generation, from marks to marks.

It may run beside the service and beside other replays of the same records: the fences make that exact.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing

import structlog

from services.contracts.events.control import ReplayFinished
from services.runtime.failures import PermanentError
from services.runtime.kafka.decoding import Decoder
from services.runtime.kafka.records import Delivered, RawRecord, Subscription, Verdicts
from services.stats.application.ahead import ahead
from services.stats.application.apply_batch import apply_batch
from services.stats.application.counted import Counted
from services.stats.application.incarnations import fence_of
from services.stats.application.passes import OvertakenError, count_in_passes
from services.stats.application.ports import Ledger, Marks, Topics
from services.stats.application.translate import to_event
from services.stats.domain.batch import Event

_log = structlog.get_logger()


class LeftOut:
    """Batches of events, and how many records of them were no events to count."""

    def __init__(self, batches: AsyncIterator[tuple[int, list[Event]]]) -> None:
        self._batches = batches
        self.number = 0

    async def __aiter__(self) -> AsyncIterator[list[Event]]:
        async for size, events in self._batches:
            self.number += size - len(events)
            yield events


class Replayer:
    """Replays for `service`: what was republished for another consumer is passed by, as the consumer does."""

    def __init__(self, service: str, counted: Sequence[Counted], topics: Topics) -> None:
        self._counted = counted
        self._topics = topics
        self._decoders = {
            item.topic.name: Decoder(service, Subscription(item.topic, _never, ordered=True)) for item in counted
        }

    async def catch_up(self, ledger: Ledger, marks: Marks) -> Marks:
        """Count everything from `marks` to the present ends; returns those ends. Raises TransientError."""
        names = [item.topic.name for item in self._counted]
        ids, ends = await self._topics.ids(names), await self._topics.ends(names)
        for item in self._counted:
            name = item.topic.name
            starts = {partition: marks.get(fence_of(ids[name], partition), 0) for partition in ends[name]}
            passed = await self._replay(item, ids[name], starts, ends[name], ledger)
            _log.info("topic_replayed", topic=name, passed_over=passed)
        return {fence_of(ids[name], p): end for name in names for p, end in ends[name].items()}

    async def _replay(
        self, item: Counted, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int], ledger: Ledger
    ) -> int:
        # The next batch is decoded while this one is planned and the store works on the pass before.
        async with aclosing(ahead(self._decoded(item, topic_id, starts, ends))) as batches:
            left_out = LeftOut(batches)
            try:
                return await count_in_passes(left_out, item.rules, ledger) + left_out.number
            except OvertakenError:
                _log.info("replay_overtaken", topic=item.topic.name)
        return await self._by_batches(item, topic_id, starts, ends, ledger)

    async def _by_batches(
        self, item: Counted, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int], ledger: Ledger
    ) -> int:
        passed = 0
        async with aclosing(self._decoded(item, topic_id, starts, ends)) as batches:
            async for size, events in batches:
                passed += size - len(events) + len(await apply_batch(events, item.rules, ledger))
        return passed

    async def _decoded(
        self, item: Counted, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> AsyncGenerator[tuple[int, list[Event]], None]:
        async with aclosing(self._topics.read(item.topic.name, starts, ends)) as batches:
            async for batch in batches:
                yield len(batch), self._events(item, topic_id, batch)

    def _events(self, item: Counted, topic_id: str, batch: Sequence[RawRecord]) -> list[Event]:
        events: list[Event] = []
        fences = {partition: fence_of(topic_id, partition) for partition in {raw.partition for raw in batch}}
        for raw in batch:
            delivered = self._decode(item, raw)
            if delivered is not None and not isinstance(delivered.data, ReplayFinished):
                event = to_event(len(events), fences[raw.partition], delivered, item.translate)
                if event is not None:
                    events.append(event)
        return events

    def _decode(self, item: Counted, raw: RawRecord) -> Delivered | None:
        try:
            return self._decoders[item.topic.name].decode(raw)
        except PermanentError:
            return None  # it is a dead letter of the service already, and counts once it is replayed


async def _never(batch: Sequence[Delivered]) -> Verdicts:
    raise NotImplementedError(len(batch))  # these subscriptions only tell the decoder what to expect
