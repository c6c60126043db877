"""What one chunk leaves behind: applied events, letters, blocks, and the offsets that may be committed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.letters import letter_id
from services.runtime.kafka.pipeline import HaltError
from services.runtime.kafka.records import Delivered, Verdicts
from tests.fakes.kafka import CODE, BlockTable, GuardedHandler, headers_of, raw_event, replaced
from tests.fakes.pipeline import LIMITS, Bench

OTHER = "H90.20.01-261123-0002"


async def test_a_sound_chunk_is_applied_whole() -> None:
    """Every partition may be committed past its last record."""
    bench = Bench()
    plan = await bench.process(raw_event(1), raw_event(2), raw_event(1, code=OTHER, partition=3, offset=40))
    assert plan.next_offsets == {0: 3, 3: 41}
    assert bench.handler.applied == [(CODE, 1, "applied"), (CODE, 2, "applied"), (OTHER, 1, "applied")]
    assert bench.handler.calls == 1


async def test_poison_in_the_middle_parks_its_aggregate_and_spares_the_neighbours() -> None:
    """A record that cannot be decoded blocks what follows of its dossier, in the same chunk and in later ones."""
    bench = Bench()
    poison = replace(raw_event(2), value=b"{")
    plan = await bench.process(raw_event(1), poison, raw_event(3), raw_event(1, code=OTHER, offset=4))
    assert plan.next_offsets == {0: 5}
    assert bench.letters == [("2", "failed", "json_malformed"), ("3", "parked", "aggregate_blocked")]
    assert bench.handler.applied == [(CODE, 1, "applied"), (OTHER, 1, "applied")]
    await bench.process(raw_event(4, offset=5), raw_event(2, code=OTHER, offset=6))
    assert bench.letters[2:] == [("5", "parked", "aggregate_blocked")]
    assert bench.handler.applied[2:] == [(OTHER, 2, "applied")]


async def test_what_the_handler_rejects_blocks_too() -> None:
    """Later events of the aggregate in the same call come back as gaps and count as parked."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1), raw_event(2), raw_event(3))
    assert [letter[1:] for letter in bench.letters] == [
        ("failed", "rule_broken"),
        ("parked", "sequence_gap"),
        ("parked", "sequence_gap"),
    ]
    (ids,) = bench.rows.letters.values()
    assert ids == {letter_id("stats", raw_event(seq)) for seq in (1, 2, 3)}


async def test_a_record_without_a_trustworthy_subject_blocks_nothing() -> None:
    """Nobody knows what it belonged to; the gap that it leaves blocks its aggregate at the next event."""
    bench = Bench()
    nameless = replace(raw_event(2), headers=replaced(headers_of(2), "ce_subject", b"\xff"))
    await bench.process(raw_event(1), nameless)
    assert not bench.rows.letters
    await bench.process(raw_event(3))
    assert bench.letters[1][1:] == ("failed", "sequence_gap")
    assert len(bench.rows.letters) == 1


async def test_a_deferred_record_ends_its_partition_only() -> None:
    """Commit up to it; a rejection behind it is decided again when it comes back."""
    bench = Bench()
    bench.handler.busy.add((CODE, 2))
    plan = await bench.process(
        raw_event(1), raw_event(2), replace(raw_event(3), value=b"{"), raw_event(1, code=OTHER, partition=1, offset=8)
    )
    assert plan.next_offsets == {0: 2, 1: 9}
    assert list(plan.deferred) == [0]
    assert not bench.publisher.sent
    assert not bench.rows.letters


async def test_nothing_is_committed_past_a_letter_that_could_not_be_written() -> None:
    """With the broker down the partition stops at the poison, without a block that nothing could lift."""
    bench = Bench()
    bench.publisher.trouble = TransientError("publish_timeout")
    plan = await bench.process(raw_event(1), replace(raw_event(2), value=b"{"), raw_event(3))
    assert plan.next_offsets == {0: 2}
    assert plan.deferred[0].reason == "publish_timeout"
    assert not bench.rows.letters
    bench.publisher.trouble = None
    await bench.process(replace(raw_event(2), value=b"{"), raw_event(3))
    assert bench.letters == [("2", "failed", "json_malformed"), ("3", "parked", "aggregate_blocked")]


async def test_a_block_that_could_not_be_stored_stops_the_partition() -> None:
    """The row comes before the commit: a crash must not forget that an event is missing."""
    bench = Bench()
    await bench.blocks.current()
    bench.rows.trouble = TransientError("store_unavailable")
    plan = await bench.process(replace(raw_event(1), value=b"{"))
    assert plan.next_offsets == {0: 1}
    assert plan.deferred


async def test_a_letter_too_large_for_the_broker_waits_for_an_operator() -> None:
    """Losing the only copy is worse than a partition that stands still."""
    bench = Bench()
    bench.publisher.trouble = PermanentError("record_too_large")
    plan = await bench.process(replace(raw_event(1), value=b"{"))
    assert plan.next_offsets == {0: 1}
    assert plan.deferred[0].reason == "letter_refused"


async def test_blocks_are_read_again_after_partitions_changed_hands() -> None:
    """Another process may have blocked the aggregate; until then the cache answers."""
    rows = BlockTable()
    first, second = Bench(rows=rows), Bench(rows=rows)
    await second.process(raw_event(1))
    first.handler.poison.add((CODE, 2))
    first.handler.last = dict(second.handler.last)
    await first.process(raw_event(2))
    second.blocks.forget()
    await second.process(raw_event(3))
    assert second.letters == [("3", "parked", "aggregate_blocked")]
    reads = rows.reads
    await second.process(raw_event(4))
    assert rows.reads == reads


async def test_blocks_that_cannot_be_read_defer_the_chunk() -> None:
    """Nothing is applied while it is unknown what is blocked."""
    bench = Bench(rows=BlockTable(trouble=TransientError("store_unavailable")))
    with pytest.raises(TransientError):
        await bench.process(raw_event(1))
    assert not bench.handler.applied


async def test_a_handler_that_raises_transient_defers_the_whole_call() -> None:
    """Every partition of the call stays where it is."""

    async def refuses(batch: Sequence[Delivered]) -> Verdicts:
        raise TransientError("store_unavailable")

    plan = await Bench(function=refuses).process(raw_event(1), raw_event(1, code=OTHER, partition=1, offset=8))
    assert plan.next_offsets == {0: 1, 1: 8}


async def test_a_handler_that_takes_too_long_is_cut_off() -> None:
    """A call is bounded, so a stuck one cannot hold the consumer for ever."""

    async def hangs(batch: Sequence[Delivered]) -> Verdicts:
        await asyncio.Event().wait()
        return Verdicts()

    limits = replace(LIMITS, handler_seconds=0.01)
    plan = await Bench(function=hangs, limits=limits).process(raw_event(1))
    assert plan.deferred[0].reason == "handler_timeout"


@pytest.mark.parametrize("permanent", [True, False])
async def test_a_record_that_makes_the_handler_raise_is_found_by_bisection(permanent: bool) -> None:  # noqa: FBT001 parametrised
    """The others of the batch are applied; an unclassified error is given up only after several attempts."""
    bad = "H90.20.01-261123-0005"
    codes = [f"H90.20.01-261123-{number:04}" for number in range(1, 9)]
    inner = GuardedHandler()

    async def crashes(batch: Sequence[Delivered]) -> Verdicts:
        if any(event.envelope.subject == bad for event in batch):
            raise PermanentError("rule_broken") if permanent else KeyError("name")
        return await inner(batch)

    bench = Bench(function=crashes)
    chunk = [raw_event(1, code=code, partition=index, offset=50) for index, code in enumerate(codes)]
    plan = await bench.process(*chunk)
    assert {subject for subject, *_ in inner.applied} == set(codes) - {bad}
    if permanent:
        assert [letter[2] for letter in bench.letters] == ["rule_broken"]
        return
    assert {partition: error.reason for partition, error in plan.deferred.items()} == {4: "handler_crashed"}
    assert not (await bench.process(chunk[4], attempts=2)).letters
    await bench.process(chunk[4], attempts=3)
    assert [letter[2] for letter in bench.letters] == ["handler_crashed"]


async def test_nothing_overtakes_a_deferred_record_of_its_partition() -> None:
    """While one is looked for that makes the handler raise, what lies behind it waits; other partitions go on."""
    bad, behind, beside = (f"H90.20.01-261123-{number:04}" for number in (5, 6, 7))
    inner = GuardedHandler()

    async def crashes(batch: Sequence[Delivered]) -> Verdicts:
        if any(event.envelope.subject == bad for event in batch):
            raise KeyError("name")
        return await inner(batch)

    chunk = [raw_event(1), raw_event(1, code=bad, offset=2), raw_event(1, code=behind, offset=3)]
    plan = await Bench(function=crashes).process(*chunk, raw_event(1, code=beside, partition=1, offset=8))
    assert {subject for subject, *_ in inner.applied} == {CODE, beside}
    assert plan.next_offsets == {0: 2, 1: 9}


async def test_too_many_letters_stop_the_consumer_before_they_are_written() -> None:
    """A bad deployment must not empty the topic into the dead letters."""
    bench = Bench(limits=replace(LIMITS, letter_minimum=10, letter_ratio=0.5))
    codes = [f"H90.20.01-261123-{number:04}" for number in range(1, 21)]
    good = [raw_event(1, code=code, offset=index) for index, code in enumerate(codes)]
    await bench.process(*good)
    bad = [replace(record, offset=record.offset + 100, value=b"{") for record in good]
    with pytest.raises(HaltError, match="dead_letter_ratio"):
        await bench.process(*bad, *bad)
    assert not bench.publisher.sent


async def test_parked_letters_do_not_stop_the_consumer() -> None:
    """One blocked dossier with a long tail is one failure."""
    bench = Bench(limits=replace(LIMITS, letter_minimum=2, letter_ratio=0.1))
    bench.handler.poison.add((CODE, 1))
    await bench.process(*(raw_event(seq) for seq in range(1, 40)))
    assert len(bench.publisher.sent) == 39


async def test_without_holding_back_a_handler_judges_what_lies_behind_a_letter() -> None:
    """Its rejections are parked letters of the same aggregate, and what it takes is no letter at all."""
    bench = Bench(holds_back=False)
    broken = replace(raw_event(1), value=b"{")
    await bench.process(broken, raw_event(2))
    await bench.process(raw_event(3), raw_event(1, offset=4), raw_event(2, offset=5))
    assert [event[1] for event in bench.handler.applied] == [1, 2]
    assert bench.letters == [
        ("1", "failed", "json_malformed"),
        ("2", "parked", "sequence_gap"),
        ("3", "parked", "sequence_gap"),
    ]


async def test_without_holding_back_a_record_that_crashes_the_handler_is_never_given_up() -> None:
    """A crash is not in the log: who reads the record again may not crash, and counts it behind its successors."""

    async def crashes(batch: Sequence[Delivered]) -> Verdicts:
        raise KeyError(len(batch))

    bench = Bench(function=crashes, holds_back=False)
    plan = await bench.process(raw_event(1), raw_event(2), attempts=1_000)
    assert plan.next_offsets == {0: 1}
    assert not bench.letters
