"""What was sent once without an answer may have arrived, whatever becomes of it later."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from services.contracts.events.lifecycle import Withdrawn
from services.notifications.application.ports import Message
from services.notifications.application.sending.search import Wanted, costs_of
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
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


def told(bench: Bench) -> list[tuple[str, int, int]]:
    """Return what the events say of each attempt: state, number, dong."""
    entries = [entry["data"] for row in bench.tables["notifications"].rows.values() for entry in row["outbox"]]
    events = [orjson.loads(each) for each in entries]
    return [(each["state"], each["attempt"], each["price_vnd"]) for each in events]


async def test_two_attempts_that_may_both_have_been_taken_cost_twice() -> None:
    """The second was; events tell the price of each attempt under its number, and so do the costs."""
    bench = await uncertain(Submitted("r-2"))
    await later(bench)
    assert [each for each in told(bench) if each[2]] == [("uncertain", 1, 300), ("submitted", 2, 300)]
    (row,) = costs_of(await bench.search.newest(Wanted(), 0))
    assert (row.messages, row.price_vnd) == (2, 600)


async def test_a_second_attempt_that_was_refused_costs_nothing_more() -> None:
    """The message stays uncertain for what the first attempt may have done."""
    bench = await uncertain(Refused("invalid"))
    await later(bench)
    assert [each for each in told(bench) if each[2]] == [("uncertain", 1, 300)]
    (row,) = costs_of(await bench.search.newest(Wanted(), 0))
    assert (row.messages, row.price_vnd) == (1, 300)
