"""From an event to a message: once, to the right number, whatever is repeated, late, missing or broken."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.contracts.events.lifecycle import (
    Accepted,
    ApologySent,
    ChildFailed,
    Completed,
    ObligationLapsed,
    PaymentRequested,
    Refused,
    Returned,
    Snapshot,
    Stopped,
    SupplementRequested,
    Withdrawn,
)
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.feed import Feed
from services.notifications.application.ports import Message
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome
from services.notifications.domain.outcome import Refused as NumberRefused
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome
from services.runtime.failures import PermanentError, TransientError
from services.runtime.metrics import METRICS
from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.notifications.bench import (
    CODE,
    LINK,
    PHONE,
    POLICY,
    SURVEY_LINK,
    Bench,
    contact,
    lifecycle,
    sealed,
    snapshot,
)


async def test_an_event_becomes_one_message() -> None:
    """Text, number and reference as they should be, every state told, nothing left in the live rows."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    (message,) = bench.provider.given
    assert message.to == PHONE
    assert message.text == f"Ho so {CODE} da duoc tiep nhan. Hen tra ket qua: 16:00 02/12/2026. Tra cuu: {LINK}{CODE}"
    assert (message.segments, message.encoding, message.reference) == (1, "gsm7", bench.only().id)
    assert bench.only().state is State.SUBMITTED
    assert bench.published() == ["accepted", "submitted"]
    assert bench.live() == []


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (snapshot(SupplementRequested, reply_by="2026-12-01T10:00:00Z"), "can bo sung giay to truoc 17:00 01/12/2026"),
        (snapshot(SupplementRequested), "can bo sung giay to. Tra cuu"),
        (snapshot(PaymentRequested, amount_vnd=1_250_000, notice="TB-1"), "can nop 1.250.000 d theo thong bao TB-1"),
        (snapshot(ObligationLapsed, notice="TB-2"), "khong phai nop theo thong bao TB-2 nua"),
        (snapshot(Completed), "da co ket qua"),
        (snapshot(Refused, reason="not_competent"), "khong duoc tiep nhan: khong thuoc tham quyen giai quyet"),
        (snapshot(Refused, reason="never_heard_of"), "khong duoc tiep nhan: xem ly do"),
        (snapshot(promised_at=None), "da duoc tiep nhan. Tra cuu"),
        (snapshot(promised_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC)), "tra ket qua trong ngay hom nay: 17:00"),
        (
            snapshot(ApologySent, reason="workload", verdict="in_time"),
            "tra ket qua cham: so luong ho so tang dot bien. Hen lai: 16:00 02/12/2026.",
        ),
        (snapshot(Stopped, reason="no_reply", fees="kept"), "dung giai quyet: khong nhan duoc phan hoi"),
        (snapshot(Withdrawn), "da duoc rut theo yeu cau"),
    ],
)
async def test_each_occasion_has_its_text(data: Any, part: str) -> None:
    """The templates of this path, with what is not known left out."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, data)])
    await bench.work()
    assert part in bench.provider.given[0].text


async def test_the_survey_is_asked_for_once_with_the_token_of_the_sealed_contact() -> None:
    """After the return; the token is in the text and nowhere in what is stored."""
    bench = Bench()
    await bench.keep([contact(1, survey="t0ken")])
    returned = lifecycle(7, snapshot(Returned, status=10))
    await bench.accept([returned, returned])
    await bench.work()
    (message,) = bench.provider.given
    assert message.text.endswith(f"{SURVEY_LINK}{CODE}?t=t0ken")
    assert "t0ken" not in repr(bench.tables)


async def test_a_contact_without_a_token_is_not_asked() -> None:
    """It was sealed before contacts had one: nothing that could not be answered is sent."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(7, snapshot(Returned, status=10))])
    await bench.work()
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "survey_unknown")


@pytest.mark.parametrize(
    ("promised", "template"),
    [
        ("2026-11-23T16:59:00Z", "due_today"),
        ("2026-11-23T17:00:00Z", "accepted"),
        ("2026-11-22T17:00:00Z", "due_today"),
    ],
)
async def test_today_is_the_day_in_viet_nam(promised: str, template: str) -> None:
    """A day ends at 17:00 UTC."""
    bench = Bench()
    await bench.accept([lifecycle(2, snapshot(promised_at=promised))])
    assert bench.only().about.template == template


CHILD = "G94.01-261123-0001"


@pytest.mark.parametrize(
    ("model", "more"), [(SupplementRequested, {}), (PaymentRequested, {"amount_vnd": 1_000, "notice": "TB-1"})]
)
async def test_what_a_child_asks_for_is_told_in_the_thread_of_its_parent(model: type[Snapshot], more: Any) -> None:
    """The applicant knows one code, and the contact is the parent's."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot(model, CHILD, parent=CODE, parent_leg="residence/1", **more))])
    await bench.work()
    (message,) = bench.provider.given
    assert message.text.startswith(f"Ho so {CODE} can ")
    assert CHILD not in message.text


@pytest.mark.parametrize("model", [Accepted, Completed])
async def test_nothing_else_is_told_of_a_child(model: type[Snapshot]) -> None:
    """Neither receipt nor result: the parent has them."""
    bench = Bench()
    await bench.keep([contact(1)])
    verdicts = await bench.accept([lifecycle(2, snapshot(model, CHILD, parent=CODE, parent_leg="residence/1"))])
    await bench.work()
    assert not verdicts.rejected
    assert bench.provider.given == []


async def test_a_failed_child_is_told_once() -> None:
    """Of the parent, however often the event comes."""
    bench = Bench()
    await bench.keep([contact(1)])
    failed = lifecycle(5, snapshot(ChildFailed, leg="residence", child=CHILD, reason="stopped"))
    await bench.accept([failed, failed])
    await bench.accept([failed])
    await bench.work()
    (message,) = bench.provider.given
    assert message.text.startswith(f"Ho so {CODE}: mot thu tuc chua co ket qua")


async def test_the_language_is_that_of_the_contact() -> None:
    """English, if that is what the applicant asked for."""
    bench = Bench()
    await bench.keep([contact(1, language="en")])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert "was received. Result due: 16:00 02/12/2026." in bench.provider.given[0].text


async def test_repeated_deliveries_send_once() -> None:
    """Twice in a batch, again before it was sent, again after: one message."""
    bench = Bench()
    event = lifecycle(2, snapshot())
    await bench.keep([contact(1)])
    await bench.accept([event, event])
    await bench.accept([event])
    await bench.work()
    await bench.accept([event])
    await bench.work()
    assert len(bench.provider.given) == 1
    assert bench.live() == []


async def test_two_events_of_a_dossier_are_two_messages() -> None:
    """The second request for papers is told as the first was."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(seq, snapshot(SupplementRequested)) for seq in (3, 5)])
    await bench.work()
    assert len({message.reference for message in bench.provider.given}) == 2


async def test_no_message_when_none_is_wanted() -> None:
    """A dossier with notify off leaves no trace at all."""
    bench = Bench()
    await bench.accept([lifecycle(2, snapshot(notify=False, backfill=True))])
    assert bench.stored() == []
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot(notify=True, backfill=True))])
    await bench.work()
    assert bench.states() == [State.SUBMITTED]


async def test_without_a_contact_it_is_suppressed_at_once() -> None:
    """Nobody to send it to, and nothing left to be done."""
    bench = Bench()
    await bench.accept([lifecycle(2, snapshot(contact_seq=0))])
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "no_contact")
    assert bench.published() == ["suppressed"]
    assert bench.live() == []


async def test_a_late_contact_wakes_the_message() -> None:
    """It waits for the very contact that its event relies on, not for an older one."""
    bench = Bench()
    await bench.keep([contact(1, "+84912000000")])
    await bench.accept([lifecycle(2, snapshot(contact_seq=2))])
    await bench.work()
    assert bench.states() == [State.ACCEPTED]
    await bench.keep([contact(2)])
    await bench.work()
    assert [message.to for message in bench.provider.given] == [PHONE]


async def test_messages_that_waited_for_the_contact_are_woken_in_their_order() -> None:
    """A corrected notice never comes before the one that it corrects."""
    feed, ids, now = Feed(), [f"message-{number}" for number in range(50)], datetime(2026, 11, 23, 1, tzinfo=UTC)
    awaited = AwaitedContacts(feed)
    for id_ in ids:
        awaited.wait(CODE, id_, now, now + timedelta(seconds=30), now)
    awaited.arrived([CODE])
    assert await feed.take(len(ids)) == ids


async def test_messages_are_handed_over_in_the_order_in_which_they_are_claimed() -> None:
    """Not in that of the store, which keeps none."""
    bench = Bench()
    await bench.keep([contact(1)])
    for seq in range(2, 10):
        await bench.accept([lifecycle(seq, snapshot(PaymentRequested, amount_vnd=1, notice=f"TB-{seq}"))])
    wanted = list(reversed(bench.tables["notifications"].rows))
    claimed = await bench.claims(wanted, bench.hand_over.has_begun)
    assert [each.notification.id for each in claimed] == wanted


async def test_a_contact_that_never_comes_ends_the_wait() -> None:
    """After the patience the message is suppressed, with the reason; meanwhile it is told that it was accepted."""
    bench = Bench()
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    await bench.swept_work()
    assert bench.published() == ["accepted"]
    bench.later(31)
    await bench.swept_work()
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "contact_missing")
    assert bench.published() == ["accepted", "suppressed"]
    assert bench.live() == []


@pytest.mark.parametrize("erasure", [2, None])
async def test_an_erased_contact_is_never_used_again(erasure: int | None) -> None:
    """Not even when the older contact is delivered once more after the erasure, or in the same batch."""
    bench = Bench()
    await bench.keep([contact(1), sealed(erasure, None)])
    if erasure:
        await bench.keep([contact(1)])
    await bench.accept([lifecycle(3, snapshot())])
    await bench.work()
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "contact_erased")
    assert bench.provider.given == []


@pytest.mark.parametrize(
    ("record", "state", "reason"),
    [
        (contact(1, None, channels=()), State.SUPPRESSED, "no_mobile_number"),
        (contact(1, "+842838223344"), State.SUPPRESSED, "landline"),
        (contact(1, "+8491234567890"), State.SUPPRESSED, "phone_invalid"),
        (contact(1, channels=("portal",)), State.SUPPRESSED, "channel_declined"),
        (sealed(1, "not-a-jwe"), State.TECHNICAL_FAILURE, "jwe_unreadable"),
    ],
)
async def test_what_cannot_get_an_sms_is_settled_with_the_reason(record: Any, state: State, reason: str) -> None:
    """Landlines, declined channels and unreadable contacts never reach the provider."""
    bench = Bench()
    await bench.keep([record])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert (bench.only().state, bench.only().reason) == (state, reason)
    assert bench.provider.given == []


async def test_broken_events_are_rejected_beside_good_ones() -> None:
    """One that speaks of another dossier than its subject does not hold up its neighbours."""
    bench = Bench()
    odd = lifecycle(2, snapshot())
    odd = replace(odd, envelope=replace(odd.envelope, subject="H90.01-261123-0009"))
    verdicts = await bench.accept([odd, lifecycle(2, snapshot(code="H90.01-261123-0002"))])
    assert [error.reason for error in verdicts.rejected.values()] == ["subject_mismatch"]
    assert len(bench.stored()) == 1
    verdicts = await bench.keep([contact(None), contact(1)])
    assert {index: error.reason for index, error in verdicts.rejected.items()} == {0: "seq_missing"}


def _answers(*outcomes: Outcome) -> Callable[[Message], Awaitable[Outcome]]:
    async def answer(message: Message) -> Outcome:
        return outcomes[message.attempt - 1]

    return answer


async def test_a_busy_provider_is_asked_again() -> None:
    """After its pause, under the same reference, and not before."""
    bench = Bench()
    bench.provider.answer = _answers(Busy("provider_busy"), NumberRefused("number_unreachable"))
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert (bench.only().state, bench.only().retry_at) == (State.RETRY_WAIT, bench.now + timedelta(seconds=5))
    await bench.swept_work()
    assert len(bench.provider.given) == 1
    bench.later(16)
    await bench.swept_work()
    assert (bench.only().state, bench.only().reason) == (State.PERMANENT_FAILURE, "number_unreachable")
    assert len({message.reference for message in bench.provider.given}) == 1
    assert bench.published() == ["accepted", "scheduled", "permanent_failure"]
    assert bench.live() == []


async def test_a_provider_that_stays_busy_is_given_up() -> None:
    """After the last attempt: a technical failure, not a silent end."""
    bench = Bench()
    bench.provider.answer = _answers(*[Busy("provider_busy")] * 3)
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    for _ in range(3):
        bench.later(60)
        await bench.swept_work()
    assert (bench.only().state, bench.only().reason) == (State.TECHNICAL_FAILURE, "attempts_exhausted")
    assert len(bench.provider.given) == 3


async def _crash(_: Message) -> Outcome:
    raise RuntimeError("the library gave up")


async def _silence(_: Message) -> Outcome:
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (_answers(NoAnswer("line_torn")), "line_torn"),
        (_crash, "provider_crashed"),
        (_silence, "provider_timeout"),
    ],
)
async def test_what_nobody_knows_is_uncertain_and_never_sent_again(
    answer: Callable[[Message], Awaitable[Outcome]], reason: str
) -> None:
    """A lost answer may be that of a message that was taken."""
    bench = Bench(policy=replace(POLICY, provider=timedelta(seconds=0.05)))
    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    bench.later(3600)
    await bench.accept([lifecycle(2, snapshot())])
    await bench.swept_work()
    assert (bench.only().state, bench.only().reason) == (State.UNCERTAIN, reason)
    assert len(bench.provider.given) == 1
    assert bench.published() == ["accepted", "uncertain"]


def _counted(state: str) -> float:
    labels = {"state": state, "template": "accepted"}
    return METRICS.registry.get_sample_value("lienthong_messages_total", labels) or 0


async def test_a_message_of_a_dead_sender_is_uncertain() -> None:
    """Another process leaves it alone while the lease runs, and only says so when it is over."""
    first = Bench()
    await first.keep([contact(1)])
    await first.accept([lifecycle(2, snapshot())])
    await first.claims([first.only().id], first.hand_over.has_begun)
    second = Bench(first.tables, owner="b")
    second.later(29)
    await second.swept_work()
    assert second.states() == [State.SENDING]
    second.later(2)
    before = _counted("uncertain")
    await second.swept_work()
    assert (second.only().state, second.only().reason) == (State.UNCERTAIN, "sender_lost")
    assert _counted("uncertain") == before + 1
    assert second.provider.given == []
    assert second.live() == []


async def test_a_late_answer_still_counts() -> None:
    """The sender was only slow: what it knows replaces the uncertainty, and nothing is sent again."""
    first = Bench()
    await first.keep([contact(1)])
    await first.accept([lifecycle(2, snapshot())])
    (claimed,) = await first.claims([first.only().id], first.hand_over.has_begun)
    second = Bench(first.tables, owner="b")
    second.later(31)
    await second.swept_work()
    assert await first.hand_over([claimed]) == []
    assert first.states() == [State.SUBMITTED]
    assert first.published() == ["accepted", "uncertain", "submitted"]


async def test_a_claim_that_grew_old_is_not_used() -> None:
    """When the answer could come after the lease, the provider is not called; its owner claims the message again."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    (claimed,) = await bench.claims([bench.only().id], bench.hand_over.has_begun)
    bench.later(26)
    assert await bench.hand_over([claimed]) == [bench.only().id]
    assert bench.provider.given == []
    await bench.swept_work()
    assert [message.attempt for message in bench.provider.given] == [2]
    assert bench.states() == [State.SUBMITTED]


async def test_two_workers_never_send_the_same_message() -> None:
    """Both are fed everything at the same time; the store decides."""
    first = Bench()
    second = Bench(first.tables, owner="b")
    await first.keep([contact(1)])
    await first.accept([lifecycle(seq, snapshot(SupplementRequested)) for seq in range(2, 42)])
    await second.sweep()
    await asyncio.gather(first.work(), second.work())
    references = [message.reference for bench in (first, second) for message in bench.provider.given]
    assert len(references) == len(set(references)) == 40
    assert set(first.states()) == {State.SUBMITTED}


async def test_without_the_condition_of_the_claim_two_workers_do_send_twice() -> None:
    """Negative control: a store that never reports a conflict makes the test above fail."""

    class Careless(AggregateStore):
        async def commit_many(self, changes: Sequence[Change]) -> dict[str, CommitOutcome]:
            outcomes = await super().commit_many(changes)
            return dict.fromkeys(outcomes, CommitOutcome.COMMITTED)

    first = Bench()
    second = Bench(first.tables, owner="b")
    for bench in (first, second):
        bench.claims._messages = Careless(FakeStore(first.tables), "notifications", "notifications", bench.clock)
    await first.keep([contact(1)])
    await first.accept([lifecycle(seq, snapshot(SupplementRequested)) for seq in range(2, 42)])
    await second.sweep()
    await asyncio.gather(first.work(), second.work())
    references = [message.reference for bench in (first, second) for message in bench.provider.given]
    assert len(references) > len(set(references))


async def test_the_sweep_takes_up_what_a_crash_left() -> None:
    """A process that starts looks at everything that is live, at once."""
    first = Bench()
    await first.keep([contact(1)])
    await first.accept([lifecycle(2, snapshot())])
    second = Bench(first.tables, owner="b")
    await second.swept_work()
    assert len(second.provider.given) == 1
    assert second.live() == []


async def test_rows_of_messages_that_were_never_written_go_away() -> None:
    """A crash before the commit leaves a row; it goes once nobody can be about to write the message."""
    bench = Bench()
    await bench.pending.add(["n-1"], bench.now)
    bench.later(60)
    await bench.swept_work()
    assert bench.live() == ["n-1"]
    bench.later(600)
    await bench.swept_work()
    assert bench.live() == []


async def test_an_outcome_outlives_a_store_that_is_away() -> None:
    """The answer is written when the store is back, and the provider is not asked twice."""
    failing = 0

    async def gate(step: Step) -> Any:
        nonlocal failing
        await asyncio.sleep(0)
        if step.name.startswith("notifications") and failing > 0:
            failing -= 1
            raise TransientError("store_unreachable")
        return step.apply(EVERYTHING)

    bench = Bench(gate=gate)

    async def answer(message: Message) -> Outcome:
        nonlocal failing
        failing = 3
        return NumberRefused("number_unreachable")

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert bench.states() == [State.PERMANENT_FAILURE]
    assert len(bench.provider.given) == 1


async def test_the_worker_bounds_what_is_at_the_provider() -> None:
    """Never more than its concurrency, and all of it in the end; stopping waits for the answers under way."""
    bench = Bench()
    at_once = most = 0

    async def answer(message: Message) -> Outcome:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.002)
        at_once -= 1
        return NumberRefused("number_unreachable")

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(seq, snapshot(Accepted)) for seq in range(2, 52)])
    worker = asyncio.create_task(bench.sender.run())
    async with asyncio.timeout(60):
        while set(bench.states()) != {State.PERMANENT_FAILURE}:  # noqa: ASYNC110 the state is in a table
            await asyncio.sleep(0.01)
        await bench.sender.stop(timedelta(seconds=60))
        await worker
    assert most == POLICY.concurrency
    assert len(bench.provider.given) == 50


async def test_a_stop_does_not_wait_for_a_silent_provider() -> None:
    """What has no answer by then stays `sending`, for another process to call uncertain; nothing new is claimed."""
    bench = Bench()
    bench.provider.answer = _silence
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(seq, snapshot(Accepted)) for seq in range(2, 22)])
    worker = asyncio.create_task(bench.sender.run())
    async with asyncio.timeout(60):
        while len(bench.provider.given) < POLICY.concurrency:  # noqa: ASYNC110 a list says it
            await asyncio.sleep(0.01)
        await bench.sender.stop(timedelta(seconds=0.05))
        await worker
    assert sorted(set(bench.states())) == [State.ACCEPTED, State.SENDING]
    assert len(bench.provider.given) == POLICY.concurrency


async def test_a_silent_answer_holds_up_no_other_record() -> None:
    """Answers of one batch are stored as they come, and their places are free again."""
    bench = Bench()
    silent = asyncio.Event()

    async def answer(message: Message) -> Outcome:
        if message is bench.provider.given[0]:
            await silent.wait()
        return NumberRefused("number_unreachable")

    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(seq, snapshot(Accepted)) for seq in range(2, 22)])
    worker = asyncio.create_task(bench.sender.run())
    async with asyncio.timeout(60):
        while bench.states().count(State.PERMANENT_FAILURE) < 19:  # noqa: ASYNC110 the state is in a table
            await asyncio.sleep(0.01)
        assert sorted(set(bench.states())) == [State.PERMANENT_FAILURE, State.SENDING]
        silent.set()
        await bench.sender.stop(timedelta(seconds=60))
        await worker
    assert set(bench.states()) == {State.PERMANENT_FAILURE}
    assert len(bench.provider.given) == 20


async def test_an_outcome_that_the_store_refuses_keeps_no_other_from_being_stored() -> None:
    """It stays `sending`, to be called uncertain; the rest of its batch is written."""
    bench = Bench()
    refused: set[str] = set()

    class Refusing(AggregateStore):
        async def commit_many(self, changes: Sequence[Change]) -> dict[str, CommitOutcome]:
            if any(change.id in refused for change in changes):
                raise PermanentError("document_too_large")
            return await super().commit_many(changes)

    await bench.keep([contact(1)])
    await bench.accept([lifecycle(seq, snapshot(Accepted)) for seq in range(2, 7)])
    claimed = await bench.claims(list(bench.feed._ready), bench.hand_over.has_begun)
    refused.add(claimed[2].notification.id)
    bench.hand_over._record._messages = Refusing(FakeStore(bench.tables), "notifications", "notifications", bench.clock)
    await bench.hand_over(claimed)
    assert sorted(bench.states()) == [State.SENDING] + [State.SUBMITTED] * 4
    assert bench.hand_over.has_begun(claimed[2].notification.id)
