"""Dead letters from end to end: the real pipeline and counting, on a store and a broker that do one thing at a time.

Records are broken, missing, late and doubled; owners overlap, stall and die between any two writes, so also between a
letter and its block; operators replay and discard letters, and die in the middle of it; copies fail again.
"""

from collections.abc import AsyncGenerator, Collection, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final, cast

from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.blocks import Blocks
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.limits import FailureBounds
from services.runtime.kafka.operations.control import discarded, finished, replayed
from services.runtime.kafka.operations.desk import by_aggregate
from services.runtime.kafka.pipeline import Pipeline
from services.runtime.kafka.plan import Doomed
from services.runtime.kafka.records import OutgoingRecord, RawRecord, Verdicts
from services.runtime.kafka.resolutions import Queue, Resolution, fold, resolution_record
from services.runtime.kafka.triage import Sorted
from services.runtime.store import BulkOp, BulkResult
from services.stats.application.count_events import Counting
from services.stats.application.counted import Counted, counted_topics
from services.stats.application.incarnations import Incarnations
from services.stats.application.ports import Generation, Generations, Ledger, WholeLedger
from services.stats.application.replay import Replayer
from services.stats.entrypoints.kafka import subscriptions
from tests.component.stats.feed import life, record_of
from tests.fakes.kafka import NOW, BlockTable, clock
from tests.fakes.pipeline import LIMITS
from tests.unit.stats.fence_model import RULES, MemoryLedger, MemoryStore, recount
from tests.unit.stats.steps import Step, advance

LIVES: Final = counted_topics(frozenset())[:1]
DOSSIERS: Final = (2, 18, 34)  # of one agency, so all of them touch the same counters
BROKEN: Final = b"{"
ID: Final = "t"
_PATIENCE: Final = 40  # records after which operators give up what is broken instead of trying it again


class SteppedRows(BlockTable):
    """The blocks in the store: each document is written on its own."""

    async def find(self, filter: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: A002 the port's word
        await Step()
        return await super().find(filter)

    async def delete(self, filter: Mapping[str, Any]) -> int:  # noqa: A002 the port's word
        await Step()
        return await super().delete(filter)

    async def write_bulk(self, ops: Sequence[BulkOp]) -> BulkResult:
        for op in ops:
            await Step()
            await super().write_bulk([op])
        return BulkResult(matched=len(ops))


class SteppedPipeline(Pipeline):
    """Without an event loop: nothing times out, and letters are written one after the other."""

    async def _handle(self, sorting: Sorted, attempts: int) -> Verdicts:
        return await self._subscription.handler(sorting.deliver) if sorting.deliver else Verdicts()

    async def _bury_all(self, letters: Sequence[Doomed]) -> None:
        for doomed in letters:
            await self._bury(doomed)


class SteppedReplayer(Replayer):
    """Without an event loop: no pass is planned while another one is written."""

    async def _replay(
        self, item: Counted, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int], ledger: Ledger
    ) -> int:
        return await self._by_batches(item, topic_id, starts, ends, ledger)


class Serving:
    """One generation, settled long ago."""

    async def serving(self) -> Generation:
        return Generation(1, "r", settled=True, marks={})


@dataclass
class Broker:
    """A topic of one partition, its dead letters, and what is committed; the broker refuses the commits of zombies."""

    random: Random
    log: list[RawRecord] = field(default_factory=list)
    letters: list[RawRecord] = field(default_factory=list)
    committed: int = 0
    epoch: int = 0

    async def publish(self, record: OutgoingRecord) -> None:
        await Step()
        kept = self.log if record.topic == LIFECYCLE.name else self.letters
        kept.append(RawRecord(record.topic, 0, len(kept), 0, record.key, record.value, record.headers))

    async def ids(self, topics: Collection[str]) -> dict[str, str]:
        return dict.fromkeys(topics, ID)

    async def ends(self, topics: Collection[str]) -> dict[str, dict[int, int]]:
        await Step()
        return {topic: {0: len(self.log)} for topic in topics}

    async def consumed(self, topics: Collection[str]) -> bool:
        return True

    async def read(
        self, topic: str, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> AsyncGenerator[list[RawRecord], None]:
        at = starts[0]
        while at < ends[0]:
            until = min(ends[0], at + self.random.randrange(1, 5))
            yield self.log[at:until]
            at = until

    @property
    def queue(self) -> Queue:
        return fold(self.letters)


def published(random: Random) -> Iterator[OutgoingRecord]:
    """Yield the events of all dossiers, in order but for those that are late; some broken, some once more."""
    lives = [[record_of(event, seq) for seq, event in enumerate(life(number), 1)] for number in DOSSIERS]
    late: list[OutgoingRecord] = []
    while any(lives):
        present = random.choice([each for each in lives if each]).pop(0)
        if random.random() < 0.1:
            late.append(present)
            continue
        yield replace(present, value=BROKEN) if random.random() < 0.15 else present
        if random.random() < 0.1:
            yield random.choice([present, replace(present, value=BROKEN)])
        if late and random.random() < 0.2:
            yield late.pop()
    yield from late


@dataclass
class LettersModel:
    """`holds_back`: whether the pipeline parks what lies behind a letter, as it does for other services."""

    random: Random
    holds_back: bool
    broker: Broker
    rows: SteppedRows = field(default_factory=SteppedRows)
    ledger: MemoryLedger = field(default_factory=lambda: MemoryLedger(MemoryStore()))

    def __post_init__(self) -> None:
        self.replayer = SteppedReplayer("stats", LIVES, self.broker)

    async def publish(self) -> None:
        for record in list(published(self.random)):
            await self.broker.publish(record)

    async def consume(self) -> None:
        """Own the partition from now on."""
        self.broker.epoch += 1
        epoch, at = self.broker.epoch, self.broker.committed
        pipeline = await self._pipeline()
        while at < len(self.broker.log):
            chunk = self.broker.log[at : at + self.random.randrange(1, 5)]
            plan = await pipeline.process(chunk, 0)
            await Step()
            at = plan.next_offsets[0]
            if self.broker.epoch == epoch:
                self.broker.committed = at

    async def settle(self) -> None:
        """Count from the beginning, as whoever settles or rebuilds does."""
        await self.replayer.catch_up(self.ledger, {})

    async def operate(self) -> None:
        """Give back or give up what is open of one aggregate, as the command line does."""
        await Step()
        groups = by_aggregate(self.broker.queue.open.values())
        if not groups:
            return
        group = self.random.choice(groups)
        if group[0].value == BROKEN and (self.random.random() < 0.5 or len(self.broker.log) > _PATIENCE):
            await self._discard(group[0], last=len(group) == 1)
        else:
            await self._give_back(group)

    async def _give_back(self, group: Sequence[Letter]) -> None:
        for letter in group:
            await self.broker.publish(replayed(letter))
        for letter in group:
            await self._resolve(letter, Resolution.REPLAYED)
        await self._finish(group)

    async def _discard(self, letter: Letter, *, last: bool) -> None:
        if letter.aggregate is not None:
            await self.broker.publish(discarded(letter, letter.aggregate, "test_data", NOW))
        await self._resolve(letter, Resolution.DISCARDED)
        if last:
            await self._finish([letter])

    async def _resolve(self, letter: Letter, how: Resolution) -> None:
        await self.broker.publish(resolution_record(letter, how, reason="r", operator="an", now=NOW))

    async def _finish(self, group: Sequence[Letter]) -> None:
        if group[-1].aggregate is not None:
            await self.broker.publish(finished(group[-1], group[-1].aggregate, len(group), NOW))

    async def _pipeline(self) -> SteppedPipeline:
        incarnations = Incarnations(self.broker.ids, [LIFECYCLE.name])
        await incarnations.load()
        whole, serving = cast("WholeLedger", self.ledger), cast("Generations", Serving())
        counting = Counting("r", serving, lambda _: whole, incarnations, self.replayer)
        (subscription,) = subscriptions(counting, LIVES)
        return SteppedPipeline(
            "stats",
            replace(subscription, holds_back=self.holds_back),
            blocks=Blocks(self.rows, clock),
            bounds=FailureBounds(LIMITS),
            limits=LIMITS,
            publisher=self.broker,
            clock=clock,
        )

    def run(self) -> None:
        """Let publishers, owners and operators come, stall and die until nothing is left to be read or given back."""
        source = self.publish()
        running = [source, self.consume()]
        while running or self._left():
            if not running or self.random.random() < 0.02:
                running.append(self._newcomer())
            task = self.random.choice(running)
            dies = task is not source and self.random.random() < 0.02
            if dies or not advance(task):
                task.close()
                running.remove(task)

    def _left(self) -> bool:
        return self.broker.committed < len(self.broker.log) or bool(self.broker.queue.open)

    def _newcomer(self) -> Coroutine[None, None, None]:
        return self.random.choice([self.consume, self.consume, self.operate, self.operate, self.settle])()


def is_exact_with_letters(seed: int, *, holds_back: bool = False) -> bool:
    """Run one random history; say whether everything counted in the end, as often as it should have."""
    random = Random(seed)  # noqa: S311 a model, not a secret
    model = LettersModel(random, holds_back, Broker(random))
    model.run()
    store = model.ledger.store
    complete = {fact.seq for fact in store.facts.values()} == {4} and len(store.facts) == len(DOSSIERS)
    return complete and store.flat() == recount((fact.state for fact in store.facts.values()), RULES)
