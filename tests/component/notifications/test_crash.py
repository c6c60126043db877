"""Processes that are killed: nothing is lost, nothing is sent twice, and what nobody can know is said."""

import asyncio

import pytest

from tests.component.notifications.rig import Rig, wait_for

pytestmark = [pytest.mark.platform, pytest.mark.chaos]

TAKEN_SILENTLY = "+84900000004"


async def test_killed_between_hand_over_and_record_is_uncertain(rig: Rig) -> None:
    """The line is in the file and the answer never came: it is reported, counted, and never written again."""
    # It waits for the answer while we take our time to kill it; the lease that it leaves is twice as long.
    first = await rig.spawn(sms_timeout_seconds="10", sms_lease_seconds="20")
    await rig.contact(1, phone=TAKEN_SILENTLY)
    await rig.event(1)
    await wait_for(lambda: len(rig.lines()) == 1)
    first.kill()
    await first.wait()
    await rig.spawn()
    await rig.event(1)
    await wait_for(lambda: rig.told_is(1, "accepted", "uncertain/sender_lost"))
    await rig.contact(2)
    await rig.event(2)
    await wait_for(lambda: rig.told_is(2, "accepted", "submitted"))
    assert [line["to"] for line in rig.lines()].count(TAKEN_SILENTLY) == 1


async def test_a_restart_takes_up_what_was_accepted(rig: Rig) -> None:
    """Messages that wait for their contacts survive a kill, and go out once the contacts are there."""
    first = await rig.spawn()
    for number in range(20):
        await rig.event(number)
    await wait_for(lambda: rig.told_is(19, "accepted"))
    first.kill()
    await first.wait()
    await asyncio.gather(*(rig.contact(number) for number in range(20)))
    await rig.spawn()
    await wait_for(lambda: len(rig.lines()) == 20)
    await wait_for(lambda: rig.told_is(19, "accepted", "submitted"))
    assert len({line["reference"] for line in rig.lines()}) == 20


async def test_killed_in_the_middle_of_a_stream(rig: Rig) -> None:
    """Two kills while messages flow: every message ends once, and the file holds no reference twice."""
    fast = {"sms_timeout_seconds": "1", "sms_lease_seconds": "2"}
    total = 200
    process = await rig.spawn(**fast)
    await asyncio.gather(*(rig.contact(number) for number in range(total)))
    for kill in (1, 2):
        await asyncio.gather(*(rig.event(number) for number in range((kill - 1) * 100, kill * 100)))
        await wait_for(lambda seen=(kill - 1) * 100 + 20 * kill: len(rig.lines()) >= seen)  # type: ignore[misc]
        process.kill()
        await process.wait()
        process = await rig.spawn(**fast)

    async def all_ended() -> bool:
        told = await rig.told()
        return len(told) == total and all(states[-1] != "accepted" for states in told.values())

    await wait_for(all_ended, seconds=60)
    references = [line["reference"] for line in rig.lines()]
    assert len(references) == len(set(references))
    told = await rig.told()
    uncertain = [code for code, states in told.items() if states[-1].startswith("uncertain")]
    submitted = [code for code, states in told.items() if states[-1] == "submitted"]
    assert len(submitted) + len(uncertain) == total
    assert len(submitted) <= len(references) <= total
    process.terminate()
    assert await process.wait() == 0
