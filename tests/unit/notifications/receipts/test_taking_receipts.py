"""Receipts move their message, whenever they come and however often."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.application.ports import Message
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import NoAnswer, Outcome, Submitted
from services.notifications.domain.receipt import Receipt, Verdict
from tests.unit.notifications.bench import NOW, POLICY, Bench, contact, lifecycle, snapshot

TWO = Submitted("p-1", ("p-1", "p-2"))


def receipt(part: str, verdict: Verdict = Verdict.DELIVERED, error: str | None = None) -> Receipt:
    return Receipt("test", part, verdict, error, NOW)


async def submitted(bench: Bench, outcome: Outcome = TWO) -> None:
    async def answer(_: Message) -> Outcome:
        return outcome

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()


async def test_a_message_is_delivered_when_all_its_parts_are() -> None:
    """One part alone is no news, and each receipt may come twice."""
    bench = Bench()
    await submitted(bench)
    for part in ("p-2", "p-2", "p-1", "p-1"):
        assert bench.only().state is State.SUBMITTED or part == "p-1"
        await bench.receipts.take([receipt(part)])
    assert bench.only().state is State.DELIVERED
    assert bench.published() == ["accepted", "submitted", "delivered"]


async def test_one_part_that_fails_fails_the_message() -> None:
    """With the error that the provider gave; what comes after it changes nothing."""
    bench = Bench()
    await submitted(bench)
    await bench.receipts.take([receipt("p-1", Verdict.PERMANENT, "1b"), receipt("p-2"), receipt("p-1")])
    assert (bench.only().state, bench.only().reason) == (State.PERMANENT_FAILURE, "1b")


async def test_a_temporary_failure_may_still_be_delivered() -> None:
    """And a late temporary failure takes no delivery back."""
    bench = Bench()
    await submitted(bench, Submitted("p-1", ("p-1",)))
    await bench.receipts.take([receipt("p-1", Verdict.UNDERWAY), receipt("p-1", Verdict.TEMPORARY)])
    assert bench.only().state is State.TEMPORARY_FAILURE
    await bench.receipts.take([receipt("p-1")])
    await bench.receipts.take([receipt("p-1", Verdict.TEMPORARY)])
    assert bench.only().state is State.DELIVERED


async def test_a_receipt_that_is_faster_than_the_answer_waits_for_it() -> None:
    """It is parked, and found when the answer is recorded."""
    bench = Bench()

    async def answer(_: Message) -> Outcome:
        await bench.receipts.take([receipt("p-1"), receipt("p-2")])
        return TWO

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert bench.only().state is State.DELIVERED
    assert bench.tables["parked_receipts"].rows == {}


async def test_what_a_process_left_parked_is_matched_by_the_sweep() -> None:
    """The one that recorded the answer ended before it looked."""
    bench = Bench()
    await submitted(bench, Submitted("p-1", ("p-1",)))
    await bench.receipts.take([receipt("of-nobody")])
    rows = bench.tables["parked_receipts"].rows
    (row,) = rows.values()
    rows["test|p-1#delivered"] = {**row, "_id": "test|p-1#delivered", "part": "p-1"}
    await bench.receipts.sweep()
    assert bench.only().state is State.DELIVERED
    assert list(rows) == ["test|of-nobody#delivered"]
    bench.later(timedelta(hours=73).total_seconds())
    await bench.receipts.sweep()
    assert rows == {}


async def test_without_a_receipt_it_is_unconfirmed_and_a_late_one_still_counts() -> None:
    """Seventy-two hours, as the policy says."""
    bench = Bench()
    await submitted(bench)
    bench.later(timedelta(hours=71).total_seconds())
    await bench.receipts.ring()
    assert bench.only().state is State.SUBMITTED
    bench.later(timedelta(hours=1, seconds=1).total_seconds())
    await bench.receipts.ring()
    assert (bench.only().state, bench.only().reason) == (State.UNCONFIRMED, "no_receipt")
    await bench.receipts.take([receipt("p-1"), receipt("p-2")])
    assert bench.only().state is State.DELIVERED


async def test_an_uncertain_message_is_left_alone() -> None:
    """However long nothing is heard of it, unless the policy says otherwise."""
    bench = Bench()
    await submitted(bench, NoAnswer("timeout"))
    bench.later(timedelta(days=3).total_seconds())
    await bench.swept_work()
    assert (bench.only().state, len(bench.provider.given)) == (State.UNCERTAIN, 1)


@pytest.mark.parametrize(
    "rule", [UncertainRule(timedelta(minutes=30), most=1), UncertainRule(timedelta(0), dedupes=True)]
)
async def test_an_uncertain_message_is_sent_again_as_the_policy_says(rule: UncertainRule) -> None:
    """Under the same reference: once and recorded, or as often as it takes where the provider knows the reference."""
    bench = Bench(policy=replace(POLICY, rules=replace(POLICY.rules, uncertain=rule)))
    await submitted(bench, NoAnswer("timeout"))
    if not rule.dedupes:
        await bench.swept_work()
        assert len(bench.provider.given) == 1
    for _ in range(4):
        bench.later(timedelta(minutes=31).total_seconds())
        await bench.swept_work()
    times = len(bench.provider.given)
    assert times == 2 if rule.most else times > 2
    assert bench.only().resends == times - 1
    assert len({message.reference for message in bench.provider.given}) == 1
