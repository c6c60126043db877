"""What operators see of attempts, send again and add up."""

from datetime import timedelta

import pytest

from services.contracts.events.lifecycle import Completed
from services.notifications.application.ports import Message
from services.notifications.application.sending.resend import Resend
from services.notifications.application.sending.search import Wanted, costs_of
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.outcome import Busy, Outcome, Refused
from services.notifications.domain.stored import from_state, to_state
from services.runtime.failures import PermanentError
from tests.unit.notifications.bench import Answer, Bench, contact, lifecycle, snapshot, taken


async def refused(_: Message) -> Outcome:
    return Refused("number_invalid")


async def bench_after(answer: Answer) -> tuple[Bench, Resend]:
    bench = Bench()
    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    return bench, Resend(bench.messages, bench.pending, bench.clock, timedelta(seconds=30))


async def test_attempts_that_came_to_nothing_are_remembered() -> None:
    """Number, time, provider and reason of each; the one that handed it over is the message itself."""
    bench, _ = await bench_after(busy_at_first)
    bench.later(20)
    await bench.swept_work()
    message = bench.only()
    (past,) = message.history
    assert (message.state, message.attempts) == (State.SUBMITTED, 2)
    assert (past.number, past.provider, past.state, past.reason) == (1, "test", State.RETRY_WAIT, "test_busy")
    assert from_state(message.id, to_state(message)) == message


async def busy_at_first(message: Message) -> Outcome:
    return Busy("test_busy") if message.attempt == 1 else await taken(message)


async def test_a_failed_message_is_sent_again_once_as_a_new_one() -> None:
    """The first keeps its end; a second resend of it is refused with the id of the new one, which goes out once."""
    bench, resend = await bench_after(refused)
    first = bench.only()
    bench.provider.answer = taken
    again = await resend(first.id)
    with pytest.raises(PermanentError, match=again.id):
        await resend(first.id)
    await bench.swept_work()
    await bench.swept_work()
    assert {each.id: each.state for each in bench.stored()} == {
        first.id: State.PERMANENT_FAILURE,
        again.id: State.SUBMITTED,
    }
    assert len(bench.provider.given) == 2
    assert bench.published() == ["accepted", "permanent_failure", "accepted", "submitted"]


async def test_what_is_no_longer_true_is_not_sent_again() -> None:
    """An operator cannot tell of an appointment after the result."""
    bench, resend = await bench_after(refused)
    first = bench.only()
    bench.provider.answer = taken
    await bench.accept([lifecycle(3, snapshot(Completed, status=9, notify=False))])
    again = await resend(first.id)
    await bench.swept_work()
    found: dict[str, Notification] = {each.id: each for each in bench.stored()}
    assert (found[again.id].state, found[again.id].reason) == (State.SUPPRESSED, "superseded")


async def test_what_arrived_or_is_under_way_is_not_sent_again() -> None:
    """Nor what nobody knows of."""
    bench, resend = await bench_after(taken)
    with pytest.raises(PermanentError, match="not_failed"):
        await resend(bench.only().id)
    with pytest.raises(PermanentError, match="notification_unknown"):
        await resend("1ea40951-2d8b-58ac-9f4c-6c4c5f1f5d9b")


async def test_costs_are_of_what_was_taken() -> None:
    """By provider, template and encoding; what was refused costs nothing."""
    bench, _ = await bench_after(taken)
    bench.provider.answer = refused
    await bench.accept([lifecycle(3, snapshot(Completed, status=9))])
    await bench.work()
    (row,) = costs_of(await bench.search.newest(Wanted(), 0))
    assert (row.provider, row.template, row.messages, row.segments, row.price_vnd) == ("test", "accepted", 1, 1, 300)
