"""What is committed is exactly what was applied, whatever fails around it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from aiokafka.producer import message_accumulator, producer
from aiokafka.record import default_records

from services.runtime.failures import TransientError
from services.runtime.kafka import Delivered, Verdicts
from tests.component.kafka.conftest import LIMITS, Rig, wait_for
from tests.fakes.kafka import CODE, GuardedHandler, raw_event

OTHER, THIRD = "H90.20.01-261123-0200", "H90.20.01-261123-0201"


async def test_a_transient_failure_stops_at_the_first_unapplied_record(rig: Rig) -> None:
    """The committed offset is exactly that record; other partitions go on; afterwards nothing is lost or doubled."""
    handler = GuardedHandler(busy={(CODE, 3)})
    await rig.publish_events(CODE, range(1, 6), 0)
    await rig.publish_events(OTHER, range(1, 4), 1)
    consumer = await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(1, 3))
    await wait_for(lambda: rig.committed_is(0, 2))
    await rig.publish_events(OTHER, range(4, 40), 1)
    await wait_for(lambda: rig.committed_is(1, 39))
    assert (await rig.committed())[0] == 2
    await wait_for(lambda: consumer.progress.waiting == (rig.partition(0),))
    assert consumer.liveness() is None
    handler.busy.clear()
    await wait_for(lambda: rig.committed_is(0, 5))
    assert [seq for code, seq, _ in handler.applied if code == CODE] == [1, 2, 3, 4, 5]
    assert [seq for code, seq, _ in handler.applied if code == OTHER] == list(range(1, 40))
    assert not await rig.letters()
    await wait_for(lambda: consumer.progress.lag == 0)


async def test_a_handler_that_hangs_on_one_partition_does_not_stop_the_others(rig: Rig) -> None:
    """After its first time-out the partition is handled on its own."""
    never, handler = asyncio.Event(), GuardedHandler()
    together = 0

    async def hang(batch: Sequence[Delivered]) -> Verdicts:
        nonlocal together
        subjects = {event.envelope.subject for event in batch}
        together += {CODE, OTHER} <= subjects
        if CODE in subjects:
            await never.wait()
        return await handler(batch)

    await rig.publish_events(CODE, [1], 0)
    await rig.publish_events(OTHER, [1], 1)
    await rig.consume(hang, replace(LIMITS, handler_seconds=1.0))
    await wait_for(lambda: rig.committed_is(1, 1))
    for seq in range(2, 12):
        await rig.publish_events(OTHER, [seq], 1)
    await wait_for(lambda: rig.committed_is(1, 11))
    assert 0 not in await rig.committed()
    assert together <= 1
    never.set()
    await wait_for(lambda: rig.committed_is(0, 1))
    assert not await rig.letters()


async def test_a_restart_in_mid_batch_redelivers_what_was_not_committed(rig: Rig) -> None:
    """A consumer that goes away while it handles a batch has committed nothing of it."""
    started, never = asyncio.Event(), asyncio.Event()

    async def stuck(batch: Sequence[Delivered]) -> Verdicts:
        started.set()
        await never.wait()
        return Verdicts()

    await rig.publish_events(CODE, range(1, 4), 0)
    await rig.consume(stuck, replace(LIMITS, drain_seconds=0.1))
    async with asyncio.timeout(60):
        await started.wait()
    await rig.stop()
    assert await rig.committed() == {}
    handler = GuardedHandler()
    await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(0, 3))
    assert [seq for _, seq, _ in handler.applied] == [1, 2, 3]


async def test_a_graceful_stop_commits_what_is_in_hand(rig: Rig) -> None:
    """The batch is finished and committed before the consumer leaves."""
    started, release = asyncio.Event(), asyncio.Event()

    async def pause(event: Delivered) -> None:
        started.set()
        await release.wait()

    handler = GuardedHandler(before=pause)
    await rig.publish_events(CODE, range(1, 4), 0)
    consumer = await rig.consume(handler, replace(LIMITS, drain_seconds=60))
    async with asyncio.timeout(60):
        await started.wait()
    stopping = asyncio.create_task(consumer.stop())
    release.set()
    await stopping
    assert await rig.committed_is(0, 3)
    rig.running.clear()


async def test_a_rebalance_loses_nothing_and_applies_in_order(rig: Rig) -> None:
    """A second member takes partitions over while the first works; guards shared, each event is applied once."""
    handler = GuardedHandler()
    codes = [f"H90.20.01-261123-{number:04}" for number in range(300, 340)]
    await rig.consume(handler)
    publishing = [asyncio.create_task(rig.publish_events(code, range(1, 11))) for code in codes[:20]]
    second = await rig.consume(handler)
    await asyncio.gather(*publishing)
    publishing = [asyncio.create_task(rig.publish_events(code, range(1, 11))) for code in codes[20:]]
    await second.stop()
    await asyncio.gather(*publishing)
    await wait_for(lambda: len(handler.applied) == 400)
    for code in codes:
        assert [seq for subject, seq, _ in handler.applied if subject == code] == list(range(1, 11))
    assert not await rig.letters()


async def test_too_many_dead_letters_halt_the_consumer(rig: Rig) -> None:
    """It stops before the bound, commits nothing more, and fails liveness and readiness."""
    for number in range(20):
        await rig.publish(replace(raw_event(1, code=f"H90.20.01-261123-{number:04}"), value=b"{"), 0)
    consumer = await rig.consume(GuardedHandler(), replace(LIMITS, letter_minimum=5, letter_ratio=0.5))
    await wait_for(lambda: consumer.liveness() == "consumer_halted: dead_letter_ratio")
    assert consumer.readiness() == "dead_letter_ratio"
    assert consumer.progress.halted == "dead_letter_ratio"
    assert await rig.committed() == {}
    assert not await rig.letters()


async def test_a_long_run_of_failures_halts_the_consumer(rig: Rig) -> None:
    """Failing again and again without a single success is no state to stay in."""

    async def refuses(batch: Sequence[Delivered]) -> Verdicts:
        raise TransientError("store_unavailable")

    await rig.publish_events(CODE, [1], 0)
    limits = replace(LIMITS, failure_run=3)
    consumer = await rig.consume(refuses, limits)
    await wait_for(lambda: consumer.liveness() == "consumer_halted: failure_run")
    assert await rig.committed() == {}


class BrokenName(str):
    """A header name that is not UTF-8 on the wire."""

    __slots__ = ()

    def encode(self, *_: object) -> bytes:
        return b"\xff\xfe"


async def test_a_record_that_the_client_cannot_parse_costs_nobody_else(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client skips records of other partitions when one makes it raise; nothing of them is lost, and it waits."""
    for module in (producer, message_accumulator):
        # The compiled builder accepts real strings only.
        monkeypatch.setattr(module, "DefaultRecordBatchBuilder", default_records._DefaultRecordBatchBuilderPy)
    codes = [f"H90.20.01-261123-{number:04}" for number in range(500, 504)]
    for partition, code in enumerate(codes):
        await rig.publish_events(code, [1, 2], partition)
    bad = raw_event(3, code=codes[1])
    await rig.publish(replace(bad, headers=(*bad.headers, (BrokenName("x"), b"1"))), 1)
    for partition, code in enumerate(codes):
        await rig.publish_events(code, [3, 4], partition)
    handler = GuardedHandler()
    consumer = await rig.consume(handler)
    others = [codes[0], *codes[2:]]
    await wait_for(lambda: all((code, 4, "applied") in handler.applied for code in others))
    await wait_for(lambda: consumer.progress.waiting == (rig.partition(1),))
    for code in others:
        assert [seq for subject, seq, _ in handler.applied if subject == code] == [1, 2, 3, 4]
    assert (codes[1], 3, "applied") not in handler.applied
    assert not await rig.letters()
