"""Messages on the real broker and store: once each, the right one, in time."""

import asyncio
from collections import Counter
from typing import Final

import pytest

from services.contracts.events.lifecycle import Completed, PaymentRequested
from tests.component.notifications.rig import PHONE, Rig, code_of, wait_for

pytestmark = pytest.mark.platform

BURST: Final = 200


async def test_one_sms_per_event_though_delivered_three_times(rig: Rig) -> None:
    """Before, while and after it is sent: one line, and the states told once."""
    await rig.run()
    await rig.contact(1)
    for _ in range(2):
        await rig.event(1)
    await wait_for(lambda: len(rig.lines()) == 1)
    await rig.event(1)
    await rig.event(1, 5, PaymentRequested, amount_vnd=1_250_000, notice="TB-1")
    await wait_for(lambda: len(rig.lines()) == 2)
    await rig.event(1, 8, Completed)
    await wait_for(lambda: len(rig.lines()) == 3)

    async def all_told() -> bool:
        return sorted((await rig.told()).get(code_of(1), [])) == ["accepted"] * 3 + ["submitted"] * 3

    await wait_for(all_told)
    texts = [line["text"] for line in rig.lines()]
    assert [line["to"] for line in rig.lines()] == [PHONE] * 3
    assert [part in text for part, text in zip(["da duoc tiep nhan", "can nop", "da co ket qua"], texts, strict=True)]
    assert len({line["reference"] for line in rig.lines()}) == 3


async def test_a_contact_that_comes_late_and_one_that_never_comes(rig: Rig) -> None:
    """The message waits for it, goes out when it is there, and says why when it never is."""
    patient = await rig.run()
    await rig.event(1)
    await wait_for(lambda: rig.told_is(1, "accepted"))
    await rig.contact(1)
    await wait_for(lambda: rig.told_is(1, "accepted", "submitted"))
    await patient.stop()
    rig.running.remove(patient)
    await rig.run(contact_patience_seconds="1")
    await rig.event(2)
    await wait_for(lambda: rig.told_is(2, "accepted", "suppressed/contact_missing"))
    assert len(rig.lines()) == 1


async def test_an_erased_contact_is_not_written_to(rig: Rig) -> None:
    """The null on the contact topic counts, and an older contact delivered after it does not bring it back."""
    await rig.contact(1)
    await rig.erase(1, 2)
    await rig.contact(1)
    contacts = (await rig.run()).wired.ground.store.collection("contacts")

    async def is_erased() -> bool:
        row = await contacts.find_one({"_id": code_of(1)})
        return row is not None and row["jwe"] is None

    await wait_for(is_erased)
    await rig.event(1)
    await wait_for(lambda: rig.told_is(1, "accepted", "suppressed/contact_erased"))
    assert rig.lines() == []


async def test_reserved_numbers_show_every_end(rig: Rig) -> None:
    """Refused for ever, busy and then taken, and never answered."""
    await rig.run(sms_timeout_seconds="1", sms_retry_seconds="0.2")
    for number in (1, 2, 3):
        await rig.contact(number, phone=f"+8490000000{number}")
        await rig.event(number)
    await wait_for(lambda: rig.told_is(1, "accepted", "permanent_failure/number_unreachable"))
    busy = "scheduled/provider_busy"
    await wait_for(lambda: rig.told_is(2, "accepted", busy, busy, "submitted"))
    await wait_for(lambda: rig.told_is(3, "accepted", "uncertain/provider_timeout"))
    assert [line["to"] for line in rig.lines()] == ["+84900000002"]


async def test_two_workers_never_send_twice(rig: Rig) -> None:
    """Both sweep everything all the time; whoever claims a message first sends it alone."""
    first = await rig.run(sms_sweep_seconds="0.05")
    second = await rig.run(consume=False, sms_sweep_seconds="0.05")
    await asyncio.gather(*(rig.contact(number) for number in range(BURST)))
    await asyncio.gather(*(rig.event(number) for number in range(BURST)))
    pending = second.wired.ground.store.collection("pending")

    async def both_look() -> bool:
        rows = await pending.find({})
        for running in (first, second):
            running.wired.ground.feed.add(row["_id"] for row in rows)
        return len(rig.lines()) >= BURST and not rows

    await wait_for(both_look)
    references = [line["reference"] for line in rig.lines()]
    assert len(references) == len(set(references)) == BURST

    async def all_told() -> bool:
        return Counter(map(tuple, (await rig.told()).values())) == {("accepted", "submitted"): BURST}

    await wait_for(all_told)


async def test_a_broken_event_holds_up_nobody(rig: Rig) -> None:
    """It becomes a dead letter; the next event of the same dossier is told."""
    await rig.run()
    await rig.contact(1)
    await rig._publish("dossier.lifecycle.v1", Completed, code_of(1), 2, b"{broken")
    await rig.event(1, 3)
    await wait_for(lambda: rig.told_is(1, "accepted", "submitted"))
