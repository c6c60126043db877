"""Receipts that repeat our reference find their message whatever became of the answer to its submit."""

from services.notifications.application.ports import Message
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import NoAnswer, Outcome, Submitted
from services.notifications.domain.receipt import Receipt, Verdict
from tests.unit.notifications.bench import Bench, contact, lifecycle, snapshot


async def _sent(outcome: Outcome) -> Bench:
    async def answer(_: Message) -> Outcome:
        return outcome

    bench = Bench()
    bench.provider.answer = answer
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    return bench


def _receipt(bench: Bench, verdict: Verdict = Verdict.DELIVERED, reference: str | None = None) -> Receipt:
    id_ = bench.only().id
    return Receipt("test", id_, verdict, reference=reference or id_)


async def test_an_uncertain_message_learns_that_it_arrived() -> None:
    """No answer came, but the receipt does: delivered, and told once."""
    bench = await _sent(NoAnswer("gateway_unanswered"))
    assert bench.states() == [State.UNCERTAIN]
    for _ in range(2):
        await bench.receipts.take([_receipt(bench)])
    assert bench.states() == [State.DELIVERED]
    assert bench.published() == ["accepted", "uncertain", "delivered"]


async def test_one_that_failed_is_known_to_have_failed() -> None:
    """An uncertain message may end as a failure as well."""
    bench = await _sent(NoAnswer("gateway_unanswered"))
    await bench.receipts.take([_receipt(bench, Verdict.PERMANENT)])
    assert bench.states() == [State.PERMANENT_FAILURE]


async def test_a_reference_of_somebody_else_changes_nothing() -> None:
    """It waits for a message of that name, and the uncertain one stays so."""
    bench = await _sent(NoAnswer("gateway_unanswered"))
    await bench.receipts.take([_receipt(bench, reference="n-other")])
    assert bench.states() == [State.UNCERTAIN]
    assert [row["reference"] for row in bench.tables["parked_receipts"].rows.values()] == ["n-other"]


async def test_a_receipt_does_not_add_parts_to_an_answered_message() -> None:
    """What the answer said of parts stands; a receipt for another part is parked."""
    bench = await _sent(Submitted("p-1", ("p-1",)))
    await bench.receipts.take([_receipt(bench)])
    assert bench.states() == [State.SUBMITTED]
    assert [part.id for part in bench.only().parts] == ["p-1"]
