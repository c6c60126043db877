"""What was sent once without an answer may have arrived, whatever becomes of it later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.contracts.events.lifecycle import Withdrawn
from services.notifications.application.ports import Message
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused
from tests.unit.notifications.bench import POLICY, Bench, contact, lifecycle, snapshot

ONCE = UncertainRule(timedelta(minutes=30), most=1)


async def uncertain(*answers: Outcome) -> Bench:
    """One message of which nobody knows; the provider's further answers are the others."""
    bench = Bench(policy=replace(POLICY, rules=replace(POLICY.rules, uncertain=ONCE)))
    left = [NoAnswer("silent"), *answers]

    async def answer(_: Message) -> Outcome:
        return left.pop(0) if len(left) > 1 else left[0]

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert bench.states() == [State.UNCERTAIN]
    return bench


async def later(bench: Bench) -> None:
    bench.later(timedelta(minutes=31).total_seconds())
    await bench.swept_work()


@pytest.mark.parametrize("answer", [Refused("invalid"), Busy("full")])
async def test_a_second_attempt_that_fails_leaves_it_uncertain(answer: Outcome) -> None:
    """The first may have arrived, so it did not surely fail, and it is not sent a third time."""
    bench = await uncertain(answer)
    for _ in range(6):
        await later(bench)
    assert bench.states() == [State.UNCERTAIN]
    assert bench.published()[-1] == "uncertain"
    assert not bench.live()


async def test_one_that_its_dossier_overtakes_before_the_second_attempt_is_not_called_unsent() -> None:
    """The second attempt waits for a busy provider when the dossier is withdrawn."""
    bench = await uncertain(Busy("full"))
    await later(bench)
    assert bench.states() == [State.RETRY_WAIT]
    bench.provider.given.clear()
    await bench.accept([lifecycle(3, snapshot(Withdrawn, status=8, notify=False))])
    for _ in range(2):
        await later(bench)
    assert (bench.states(), bench.provider.given, bench.live()) == ([State.UNCERTAIN], [], [])


async def test_one_that_can_not_be_made_ready_again_is_told_of_once() -> None:
    """Its contact became unreadable: it stays uncertain, and nobody looks at it for ever."""
    bench = await uncertain(Busy("full"))
    bench.tables["contacts"].rows["H90.01-261123-0001"]["jwe"] = "unreadable"
    for _ in range(3):
        await later(bench)
    assert bench.published() == ["accepted", "uncertain"]
    assert not bench.live()
