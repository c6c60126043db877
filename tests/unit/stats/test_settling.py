"""Settling a generation counts every event where a consumer counts it, however far and however late."""

import os
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.plan import Plan
from services.runtime.kafka.records import RawRecord
from services.stats.application.count_events import Counting
from services.stats.application.counted import counted_topics
from services.stats.application.incarnations import Incarnations
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

    async def serving(self) -> Generation:
        return self.present

    async def create(self, rules: str, *, settled: bool) -> Generation:
        raise NotImplementedError

    async def allocate(self, *, to_serve: bool) -> int:
        raise NotImplementedError

    async def swap(self, number: int, begun_under: int, rules: str, marks: Marks) -> bool:
        raise NotImplementedError

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
        self.opened: set[int] = set()

        def opened(number: int) -> WholeLedger:
            self.opened.add(number)
            return whole

        counting = Counting("r", self.generations, opened, self.incarnations, self.replayer)
        (subscription,) = subscriptions(counting, LIVES)
        self.bench = Bench(function=subscription.handler, holds_back=subscription.holds_back)

    async def consume(self, *records: RawRecord) -> Plan:
        self.log.records += [each for each in records if each.offset >= len(self.log.records)]
        return await self.bench.process(*records)

    @property
    def seqs(self) -> set[int]:
        return {fact.seq for fact in self.ledger.store.facts.values()}

    @property
    def is_exact(self) -> bool:
        states = [fact.state for fact in self.ledger.store.facts.values()]
        return self.ledger.store.flat() == recount(states, RULES)


async def given_back() -> tuple[World, Generation]:
    """Return a settled world in which A's second event, broken, is back; and what another process saw before that."""
    broken = replace(record(A, 2, 1), value=b"{")
    world = World([record(A, 1, 0), broken])
    await world.incarnations.load()
    unsettled = await world.generations.serving()
    await world.consume(record(A, 1, 0), broken)
    await world.consume(replay_of(record(A, 2, 1), 2))
    return world, unsettled


async def test_an_event_behind_an_open_block_counts_where_a_replay_counts_it() -> None:
    """Who settles late counts it there as well; its copy, if it was a letter of an older version, changes nothing."""
    world, unsettled = await given_back()
    behind = record(A, 3, 3)
    await world.consume(behind, *(record(B, seq, 3 + seq) for seq in (1, 2, 3)))
    assert world.seqs == {3}
    await settle(unsettled, world.generations, world.ledger, world.replayer)
    assert world.is_exact
    await world.consume(replay_of(behind, 7))
    assert world.is_exact


async def test_a_copy_that_came_too_early_is_not_taken_by_who_reads_it_again() -> None:
    """A consumer that comes late finds the fact further on: the counters have passed what it reads by then."""
    world, _ = await given_back()
    early = replay_of(record(A, 4, 9), 3)
    await world.consume(early)
    await world.consume(record(A, 3, 4))
    await world.consume(early)
    assert world.seqs == {3}
    await world.consume(replay_of(record(A, 4, 9), 5))
    assert world.seqs == {4}
    assert world.is_exact


async def test_an_event_right_behind_the_end_of_a_replay_counts() -> None:
    """The block is lifted by the same batch."""
    world, _ = await given_back()
    await world.consume(finish_of(A, 3), record(A, 3, 4), *(record(B, seq, 4 + seq) for seq in (1, 2, 3)))
    assert world.is_exact
    assert world.seqs == {3}


async def test_a_process_of_another_version_counts_and_commits_nothing_after_a_swap() -> None:
    """Neither what it has in hand nor what comes later goes into the generation of the other version."""
    world, _ = await given_back()
    world.generations.present = Generation(3, "of another version", settled=False, marks={})
    for _ in range(2):
        plan = await world.consume(record(A, 3, 3))
        assert plan.next_offsets == {0: 3}
        assert plan.deferred[0].reason == "generation_of_other_rules"
    assert world.opened == {2}


@settings(max_examples=PROVED, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_a_generation_that_begins_to_serve_is_exact_whatever_happens(seed: int) -> None:
    """Replays that settle it to ends of their own, beside consumers."""
    assert is_settled_exactly(seed)


def test_the_model_finds_the_wrong_count_of_a_generation_that_nobody_settles() -> None:
    """Negative control: what others had committed before the swap is missing."""
    assert any(not is_settled_exactly(seed, settles=False) for seed in range(HISTORIES))
