"""How a replay passes a block, keeps it, and lifts it."""

from dataclasses import replace

from services.contracts.events.control import EventDiscarded
from services.runtime.kafka.letters import letter_id
from tests.fakes.kafka import CODE, NOW, headers_of, raw_event
from tests.fakes.pipeline import Bench, finish, replay_of


async def test_a_replay_in_order_lifts_the_block() -> None:
    """Replayed records pass the block, and its end lifts it once every letter is settled."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1), raw_event(2))
    bench.handler.poison.clear()
    await bench.process(replay_of(raw_event(1), 10), replay_of(raw_event(2), 11), finish(12))
    assert bench.handler.applied == [(CODE, 1, "applied"), (CODE, 2, "applied")]
    assert not bench.rows.letters
    await bench.process(raw_event(3, offset=13))
    assert bench.handler.applied[-1] == (CODE, 3, "applied")


async def test_an_event_right_behind_the_end_of_a_replay_is_not_parked() -> None:
    """Whether the block is gone is known after the chunk, so the event comes again with the next one."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1))
    bench.handler.poison.clear()
    later = raw_event(2, offset=12)
    plan = await bench.process(replay_of(raw_event(1), 10), finish(11), later)
    assert {offset: error.reason for offset, error in plan.deferred.items()} == {0: "block_being_lifted"}
    assert plan.next_offsets == {0: 12}
    await bench.process(later)
    assert [event[1] for event in bench.handler.applied] == [1, 2]
    assert len(bench.letters) == 1


async def test_nothing_overtakes_an_event_right_behind_the_end_of_a_replay() -> None:
    """A handler that goes by offsets would take the one that comes again for an old one."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1))
    bench.handler.poison.clear()
    other = raw_event(1, code="H90.20.01-261123-0002", offset=13)
    beside = replace(other, partition=1)
    plan = await bench.process(replay_of(raw_event(1), 10), finish(11), raw_event(2, offset=12), other)
    assert plan.next_offsets == {0: 12}
    assert [event[:2] for event in bench.handler.applied] == [(CODE, 1)]
    plan = await bench.process(raw_event(2, offset=12), other, beside)
    assert plan.next_offsets == {0: 14, 1: 14}
    assert [event[1] for event in bench.handler.applied] == [1, 2, 1]


async def test_an_event_parked_during_the_replay_keeps_the_block() -> None:
    """The end of the replay finds a letter that is not back yet; the next round brings it."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1))
    bench.handler.poison.clear()
    late = raw_event(2, offset=9)
    await bench.process(late, replay_of(raw_event(1), 10), finish(11))
    assert bench.letters[-1] == ("9", "parked", "aggregate_blocked")
    assert len(bench.rows.letters) == 1
    await bench.process(replay_of(late, 12), finish(13))
    assert [event[1] for event in bench.handler.applied] == [1, 2]
    assert not bench.rows.letters


async def test_a_replayed_event_that_fails_again_is_a_new_letter() -> None:
    """The block stays, and so does the order: what was replayed behind it is parked again."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1), raw_event(2))
    await bench.process(replay_of(raw_event(1), 10), replay_of(raw_event(2), 11), finish(12))
    assert bench.letters[2:] == [("10", "failed", "rule_broken"), ("11", "parked", "sequence_gap")]
    (ids,) = bench.rows.letters.values()
    assert ids == {letter_id("stats", raw_event(1, offset=10)), letter_id("stats", raw_event(2, offset=11))}


async def test_a_redelivered_replay_changes_nothing() -> None:
    """Settling and lifting are idempotent: a crash before the commit repeats the whole chunk."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1), raw_event(2))
    bench.handler.poison.clear()
    chunk = (replay_of(raw_event(1), 10), replay_of(raw_event(2), 11), finish(12))
    await bench.process(*chunk[:2])
    bench.blocks.forget()
    await bench.process(*chunk)
    await bench.process(*chunk)
    assert [event[1] for event in bench.handler.applied] == [1, 2]
    assert not bench.rows.letters


async def test_a_discarded_event_moves_the_guard_on() -> None:
    """Its stand-in passes the block with the same seq and settles the letter."""
    bench = Bench()
    bench.handler.poison.add((CODE, 1))
    await bench.process(raw_event(1), raw_event(2))
    data = EventDiscarded(occurred_at=NOW, reason="test_data", letter="l1")
    stand_in = raw_event(1, headers=headers_of(1, data=data), value=data.model_dump_json().encode())
    stand_in = replace(replay_of(stand_in, 10), headers=replay_of(stand_in, 10).headers)
    await bench.process(stand_in, replay_of(raw_event(2), 11), finish(12))
    assert bench.handler.applied == [(CODE, 1, "discarded"), (CODE, 2, "applied")]
    assert not bench.rows.letters
