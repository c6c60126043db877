"""Citizens who ask by SMS are answered as any other message is sent."""

from datetime import timedelta

from services.contracts.events.lifecycle import PaymentRequested
from services.notifications.adapters.queries.rule_file import read_query_rules
from services.notifications.adapters.sealed_contacts import SealedContacts
from services.notifications.application.queries.answer_queries import AnswerQueries
from services.notifications.application.receipts.ports import Incoming
from services.notifications.bootstrap.queries import open_queries
from services.notifications.domain.notification import State
from tests.fakes.store import FakeStore
from tests.unit.notifications.bench import CODE, NOW, PRIVATE, Bench, lifecycle, snapshot

ASKER = "+84987654321"


async def _bench() -> tuple[Bench, AnswerQueries]:
    """A dossier without a contact that waits for a payment: nobody was written to."""
    bench = Bench()
    data = snapshot(PaymentRequested, amount_vnd=1, notice="TB-1", status=6, contact_seq=0)
    await bench.accept([lifecycle(3, data), lifecycle(2, snapshot(contact_seq=0))])
    store = FakeStore(bench.tables)
    queries = open_queries(store, bench.messages, bench.pending, bench.feed, SealedContacts(PRIVATE), bench.clock)
    return bench, queries


def asked(text: str = f"HS {CODE}", id_: str = "m-1", phone: str = ASKER) -> Incoming:
    return Incoming("gate", id_, phone, text, NOW)


async def test_the_answer_says_how_the_dossier_stands() -> None:
    """To whoever asked, with the newest status and the appointment; the number is kept nowhere."""
    bench, queries = await _bench()
    await queries(asked())
    await bench.work()
    (message,) = bench.provider.given
    assert message.to == ASKER
    assert message.text.startswith(
        f"Ho so {CODE}: can thuc hien nghia vu tai chinh. Hen tra ket qua: 16:00 02/12/2026."
    )
    answer = next(each for each in bench.stored() if each.about.template == "status_answer")
    assert (answer.state, answer.sealed) == (State.SUBMITTED, None)
    assert ASKER not in str(bench.tables["notifications"].rows)
    assert ASKER not in str(bench.tables["tallies"].rows)


async def test_the_same_text_is_answered_once() -> None:
    """However often the gateway brings it, before and after the answer was sent; nor does it count again."""
    bench, queries = await _bench()
    for _ in range(2):
        await queries(asked())
    await bench.work()
    await queries(asked())
    await bench.work()
    assert len(bench.provider.given) == 1
    assert [row["count"] for row in bench.tables["tallies"].rows.values()] == [1]


async def test_a_number_gets_so_many_answers_a_day() -> None:
    """What is beyond is not answered; another number and another day are."""
    bench, queries = await _bench()
    most = read_query_rules().limit.most
    for number in range(most + 3):
        await queries(asked(id_=f"m-{number}"))
    await queries(asked(id_="other", phone="+84987654322"))
    await bench.work()
    await bench.work()
    assert [message.to for message in bench.provider.given].count(ASKER) == most
    assert len(bench.provider.given) == most + 1
    bench.later(timedelta(days=1).total_seconds())
    await queries(asked(id_="tomorrow"))
    await bench.work()
    assert len(bench.provider.given) == most + 2


async def test_what_nobody_knows_is_not_answered() -> None:
    """Neither a code without a dossier, which would tell which codes there are, nor any other text."""
    bench, queries = await _bench()
    for text in ("HS H90.01-261123-0099", "xin chao", ""):
        await queries(asked(text))
    await bench.work()
    assert bench.provider.given == []
    assert "tallies" not in bench.tables or not bench.tables["tallies"].rows


async def test_a_late_answer_is_not_sent() -> None:
    """Who asked half an hour ago has looked elsewhere."""
    bench, queries = await _bench()
    await queries(asked())
    bench.later(read_query_rules().answer_within.total_seconds())
    await bench.work()
    answer = next(each for each in bench.stored() if each.about.template == "status_answer")
    assert (answer.state, answer.reason, bench.provider.given) == (State.SUPPRESSED, "expired", [])
