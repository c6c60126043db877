"""All who settle a generation do it to the same ends, or what a consumer parks is counted wrong."""

import os
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.records import RawRecord
from services.stats.application.count_events import Counting
from services.stats.application.counted import counted_topics
from services.stats.application.incarnations import Incarnations, fence_of
from services.stats.application.ports import Generation, Marks, WholeLedger
from services.stats.application.replay import Replayer
from services.stats.application.settle import settle
from services.stats.entrypoints.kafka import subscriptions
from tests.component.stats.feed import life, record_of
from tests.fakes.kafka import replaced
from tests.fakes.pipeline import Bench, finish, replay_of
from tests.unit.stats.fence_model import RULES, MemoryLedger, MemoryStore, recount
from tests.unit.stats.settling_model import is_settled_exactly

HISTORIES = 1_500
PROVED = int(os.environ.get("PROVE_HISTORIES", "100"))
LIVES = counted_topics(frozenset())[:1]
ID = "t"
A, B = 2, 18  # dossiers of the same agency


def record(number: int, seq: int, offset: int) -> RawRecord:
    made = record_of(life(number)[seq - 1], seq)
    return RawRecord(LIFECYCLE.name, 0, offset, 0, made.key, made.value, made.headers)


def finish_of(number: int, offset: int) -> RawRecord:
    code = record(number, 1, 0).key or b""
    raw = finish(offset)
    return replace(raw, key=code, headers=replaced(raw.headers, "ce_subject", code))


@dataclass
class Log:
    """One topic that grows: partition 0 of it has all there is."""

    records: list[RawRecord] = field(default_factory=list)

    async def ids(self, topics: Collection[str]) -> dict[str, str]:
        return dict.fromkeys(topics, ID)

    async def ends(self, topics: Collection[str]) -> dict[str, dict[int, int]]:
        return {topic: {0: len(self.records)} for topic in topics}

    async def consumed(self, topics: Collection[str]) -> bool:
        return True

    async def read(
        self, topic: str, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> AsyncGenerator[list[RawRecord], None]:
        yield self.records[starts[0] : ends[0]]


@dataclass
class OneGeneration:
    """It serves since a moment ago."""

    present: Generation
    ends: Marks | None = None

    async def serving(self) -> Generation:
        return self.present

    async def create(self, rules: str, *, settled: bool) -> Generation:
        raise NotImplementedError

    async def allocate(self, *, to_serve: bool) -> int:
        raise NotImplementedError

    async def swap(self, number: int, begun_under: int, rules: str, marks: Marks) -> bool:
        raise NotImplementedError

    async def bound(self, number: int, ends: Marks) -> Marks | None:
        self.ends = ends if self.ends is None else self.ends
        return None if self.present.settled else self.ends

    async def settle(self, number: int) -> None:
        self.present = replace(self.present, settled=True)


class World:
    """The service on a swapped generation, with its real pipeline in front."""

    def __init__(self, log: Sequence[RawRecord]) -> None:
        self.log = Log(list(log))
        self.ledger = MemoryLedger(MemoryStore())
        self.generations = OneGeneration(Generation(2, "r", settled=False, marks={}))
        self.replayer = Replayer("stats", LIVES, self.log)
        self.incarnations = Incarnations(self.log.ids, [LIFECYCLE.name])
        whole = cast("WholeLedger", self.ledger)  # what counting needs of it
        counting = Counting("r", self.generations, lambda _: whole, self.incarnations, self.replayer)
        (subscription,) = subscriptions(counting, LIVES)
        self.bench = Bench(function=subscription.handler)

    async def consume(self, *records: RawRecord) -> None:
        self.log.records += [each for each in records if each.offset >= len(self.log.records)]
        await self.bench.process(*records)

    @property
    def seqs(self) -> set[int]:
        return {fact.seq for fact in self.ledger.store.facts.values()}

    @property
    def is_exact(self) -> bool:
        states = [fact.state for fact in self.ledger.store.facts.values()]
        return self.ledger.store.flat() == recount(states, RULES)


async def parking() -> tuple[World, Generation]:
    """Return a settled world in which A's second event, broken, is back; and what another process saw before that."""
    broken = replace(record(A, 2, 1), value=b"{")
    world = World([record(A, 1, 0), broken])
    await world.incarnations.load()
    unsettled = await world.generations.serving()
    await world.consume(record(A, 1, 0), broken)
    await world.consume(replay_of(record(A, 2, 1), 2))
    return world, unsettled


async def test_who_settles_late_leaves_what_a_consumer_parked_alone() -> None:
    """A replay would take an event behind a block, at an offset that the counters have left behind."""
    world, unsettled = await parking()
    parked = record(A, 3, 3)
    await world.consume(parked, *(record(B, seq, 3 + seq) for seq in (1, 2, 3)))
    await settle(unsettled, world.generations, world.ledger, world.replayer)
    assert world.is_exact
    await world.consume(replay_of(parked, 7))
    assert world.is_exact
    assert world.seqs == {3}


async def test_who_began_to_settle_settles_to_the_same_ends() -> None:
    """The ends are those of the first one, also for a process that asks before it is settled."""
    world, _ = await parking()
    world.generations.present = replace(world.generations.present, settled=False)
    await world.consume(record(B, 1, 3))
    assert world.generations.ends == {fence_of(ID, 0): 2}
    assert world.is_exact


async def test_an_event_right_behind_the_end_of_a_replay_counts() -> None:
    """It comes again with the next batch, and nothing behind it may have moved the fences meanwhile."""
    world, _ = await parking()
    rest = [finish_of(A, 3), record(A, 3, 4), *(record(B, seq, 4 + seq) for seq in (1, 2, 3))]
    await world.consume(*rest)
    await world.consume(*rest[1:])
    assert world.is_exact
    assert world.seqs == {3}


@settings(max_examples=PROVED, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_a_generation_that_begins_to_serve_is_exact_whatever_happens(seed: int) -> None:
    """Replays that settle and know of no blocks, beside consumers that park."""
    assert is_settled_exactly(seed)


def test_the_model_finds_the_wrong_count_of_settling_without_common_ends() -> None:
    """Negative control: everybody settles to the ends that he finds, which a consumer may have passed."""
    assert any(not is_settled_exactly(seed, bounded=False) for seed in range(HISTORIES))
