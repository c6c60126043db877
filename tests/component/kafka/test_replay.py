"""Replay, discard and purge of dead letters on the real broker."""

from dataclasses import dataclass

import pytest

from services.runtime.failures import PermanentError
from services.runtime.kafka import KafkaPublisher, OutgoingRecord, Position
from services.runtime.kafka.blocks import COLLECTION
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.operations.desk import Desk
from services.runtime.kafka.operations.discard import discard
from services.runtime.kafka.operations.purge import purge, purge_all
from services.runtime.kafka.operations.replay import replay
from tests.component.kafka.conftest import HOME, Rig, wait_for
from tests.fakes.kafka import CODE, GuardedHandler

OTHER = "H90.20.01-261123-0400"


def everything(letter: Letter) -> bool:
    """Want every letter."""
    return True


async def blocked(rig: Rig, poison: int = 2, last: int = 4) -> GuardedHandler:
    """Leave a consumer running behind a dossier that is blocked at event `poison`."""
    handler = GuardedHandler(poison={(CODE, poison)})
    await rig.publish_events(CODE, range(1, last + 1), HOME)
    await rig.publish_events(OTHER, [1], HOME)
    await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(HOME, last + 1))
    assert len((await rig.queue()).open) == last + 1 - poison
    return handler


def seqs(handler: GuardedHandler, code: str = CODE) -> list[int]:
    """Return what was applied of a dossier, in order."""
    return [seq for subject, seq, _ in handler.applied if subject == code]


async def test_replay_brings_everything_back_in_order(rig: Rig) -> None:
    """Afterwards the queue and the block are gone, and new events pass."""
    handler = await blocked(rig)
    handler.poison.clear()
    report = await replay(rig.desk(), everything, "fixed")
    assert (report.replayed, report.rounds, report.failed_again) == (3, 1, [])
    assert seqs(handler) == [1, 2, 3, 4]
    queue = await rig.queue()
    assert not queue.open
    assert {(done.resolution, done.reason, done.operator) for done in queue.resolved.values()} == {
        ("replayed", "fixed", "an")
    }
    assert await rig.store.collection(COLLECTION).count({}) == 0
    await rig.publish_events(CODE, [5], HOME)
    await wait_for(lambda: seqs(handler) == [1, 2, 3, 4, 5])


@dataclass
class LateEvent:
    """A publisher that lets a new event arrive right before the end of the first replay."""

    inner: KafkaPublisher
    rig: Rig
    done: bool = False

    async def send(self, record: OutgoingRecord, partition: int | None = None) -> Position:
        if not self.done and dict(record.headers).get("ce_type") == b"vn.lienthong.event.replay_finished.v1":
            self.done = True
            letters = len((await self.rig.queue()).open)
            await self.rig.publish_events(CODE, [5], HOME)
            await wait_for(lambda: self._one_more_than(letters))
        return await self.inner.send(record, partition)

    async def _one_more_than(self, letters: int) -> bool:
        return len((await self.rig.queue()).open) > letters


async def test_an_event_parked_during_the_replay_comes_in_the_next_round(rig: Rig) -> None:
    """The block is not lifted over it."""
    handler = await blocked(rig)
    handler.poison.clear()
    desk = rig.desk()
    desk.publisher = LateEvent(rig.publisher, rig)  # type: ignore[assignment]
    report = await replay(desk, everything, "fixed")
    assert (report.replayed, report.rounds, report.failed_again) == (4, 2, [])
    assert seqs(handler) == [1, 2, 3, 4, 5]
    assert not (await rig.queue()).open


async def test_what_fails_again_stays_in_order_behind_the_block(rig: Rig) -> None:
    """The replay reports it and stops; after the repair the next replay succeeds."""
    handler = await blocked(rig)
    report = await replay(rig.desk(), everything, "hope")
    assert [letter.reason for letter in report.failed_again] == ["rule_broken"]
    assert report.rounds == 1
    assert seqs(handler) == [1]
    assert sorted(letter.seq or 0 for letter in (await rig.queue()).open.values()) == [2, 3, 4]
    handler.poison.clear()
    report = await replay(rig.desk(), everything, "fixed")
    assert (report.replayed, report.failed_again) == (3, [])
    assert seqs(handler) == [1, 2, 3, 4]


async def test_discard_moves_the_guard_and_the_rest_follows(rig: Rig) -> None:
    """Only the first letter can be given up; what waits behind it is replayed over the hole."""
    handler = await blocked(rig)
    letters = sorted((await rig.queue()).open.values(), key=lambda letter: letter.order)
    with pytest.raises(PermanentError, match="letter_not_first"):
        await discard(rig.desk(), letters[1].id, "test_data")
    assert await discard(rig.desk(), letters[0].id, "test_data") == 2
    report = await replay(rig.desk(), everything, "go_on")
    assert report.failed_again == []
    assert [(seq, how) for subject, seq, how in handler.applied if subject == CODE] == [
        (1, "applied"),
        (2, "discarded"),
        (3, "applied"),
        (4, "applied"),
    ]
    assert not (await rig.queue()).open
    assert await rig.store.collection(COLLECTION).count({}) == 0


async def test_discarding_the_last_letter_lifts_the_block(rig: Rig) -> None:
    """Nothing is left to replay, so the dossier goes on by itself."""
    handler = await blocked(rig, poison=2, last=2)
    (letter,) = (await rig.queue()).open.values()
    assert await discard(rig.desk(), letter.id, "test_data") == 0
    await rig.publish_events(CODE, [3], HOME)
    await wait_for(lambda: seqs(handler) == [1, 2, 3])
    assert not (await rig.queue()).open


async def test_purge_keeps_everything_from_the_oldest_open_letter_on(rig: Rig) -> None:
    """With an open letter nothing after it goes; once it is resolved all goes."""
    handler = await blocked(rig)
    before = len(await rig.letters())
    await purge(rig.desk())
    assert len(await rig.letters()) == before
    handler.poison.clear()
    await replay(rig.desk(), everything, "fixed")
    await purge(rig.desk())
    assert await rig.letters() == []


async def test_purge_all_gives_up_first_so_that_nothing_stays_blocked(rig: Rig) -> None:
    """The dossier goes on after the letters that were thrown away."""
    handler = await blocked(rig)
    await purge_all(rig.desk(), "test_data")
    assert await rig.letters() == []

    async def lifted() -> bool:
        return await rig.store.collection(COLLECTION).count({}) == 0

    await wait_for(lifted)
    await rig.publish_events(CODE, [5], HOME)
    await wait_for(lambda: seqs(handler) == [1, 2, 3, 4, 5])


async def test_a_replay_without_its_consumer_says_so(rig: Rig) -> None:
    """The records are back on the topic; the operator starts the consumer and replays again."""
    handler = await blocked(rig)
    await rig.stop()
    handler.poison.clear()
    desk: Desk = rig.desk()
    desk.wait_seconds = 0.5
    assert not (await replay(desk, everything, "fixed")).consumed
    await rig.consume(handler)
    await wait_for(lambda: seqs(handler) == [1, 2, 3, 4])
