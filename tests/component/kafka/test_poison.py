"""Poison in the middle of a batch costs nobody but its own dossier."""

from dataclasses import replace

import pytest

from services.contracts.topics import LIFECYCLE
from services.kernel.times import utc_now
from services.runtime.kafka.blocks import COLLECTION, Blocks
from services.runtime.kafka.identity import Aggregate
from services.runtime.kafka.letters import LetterKind
from services.runtime.kafka.records import RawRecord
from tests.component.kafka.conftest import Rig, wait_for
from tests.fakes.kafka import CODE, SOURCE, GuardedHandler, headers_of, raw_event, replaced

BEFORE, AFTER = "H90.20.01-261123-0100", "H90.20.01-261123-0101"
SECOND = raw_event(2)
POISON: dict[str, RawRecord] = {
    "attribute_not_utf8": replace(SECOND, headers=replaced(headers_of(2), "ce_type", b"\xc3\x28")),
    "attribute_null": replace(SECOND, headers=replaced(headers_of(2), "ce_time", None)),
    "value_null": replace(SECOND, value=None),
    "json_malformed": replace(SECOND, value=b'{"code": "H90'),
    "type_unknown": replace(SECOND, headers=replaced(headers_of(2), "ce_type", b"vn.lienthong.dossier.eaten.v9")),
    "key_unexpected": replace(SECOND, key=b"somebody else"),
}


@pytest.mark.parametrize("reason", POISON)
async def test_poison_becomes_a_letter_and_its_neighbours_are_applied(rig: Rig, reason: str) -> None:
    """The letter has the original bytes and headers; later events of the dossier are parked behind it."""
    poison = replace(POISON[reason], headers=(*POISON[reason].headers, ("x-odd", b"\xff\xfe"), ("x-null", None)))
    for raw in (raw_event(1), raw_event(1, code=BEFORE), poison, raw_event(3), raw_event(1, code=AFTER)):
        await rig.publish(raw, 0)
    handler = GuardedHandler()
    await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(0, 5))
    assert handler.applied == [(CODE, 1, "applied"), (BEFORE, 1, "applied"), (AFTER, 1, "applied")]
    assert handler.calls == 1
    failed, parked = sorted((await rig.queue()).open.values(), key=lambda letter: letter.offset)
    assert (failed.key, failed.value, failed.headers) == (poison.key, poison.value, poison.headers)
    assert (failed.reason, failed.kind, failed.partition, failed.offset) == (reason, LetterKind.FAILED, 0, 2)
    assert (parked.reason, parked.kind, parked.offset) == ("aggregate_blocked", LetterKind.PARKED, 3)


async def test_later_events_are_parked_by_the_next_process_too(rig: Rig) -> None:
    """The block is in the store before the offset is committed, so a restart knows it."""
    await rig.publish(raw_event(1), 0)
    await rig.publish(POISON["json_malformed"], 0)
    await rig.consume(GuardedHandler())
    await wait_for(lambda: rig.committed_is(0, 2))
    await rig.stop()
    await rig.publish(raw_event(3), 0)
    handler = GuardedHandler()
    await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(0, 3))
    assert not handler.calls
    assert len((await rig.queue()).open) == 2


async def test_a_block_made_by_another_process_holds_after_a_rebalance(rig: Rig) -> None:
    """Whoever gets a partition reads again what is blocked, also a process that had read it before."""
    codes = [f"H90.20.01-261123-{number:04}" for number in range(600, 604)]
    handler = GuardedHandler()
    await rig.consume(handler)
    for partition, code in enumerate(codes):
        await rig.publish_events(code, [1], partition)
    await wait_for(lambda: len(handler.applied) == 4)
    elsewhere = Blocks(rig.store.collection(COLLECTION), utc_now)
    await elsewhere.add({Aggregate(LIFECYCLE.name, SOURCE, code): ["letter"] for code in codes})
    await rig.consume(handler)
    for partition, code in enumerate(codes):
        await rig.publish_events(code, [2], partition)
    await wait_for(lambda: rig.parked(4))
    assert len(handler.applied) == 4
