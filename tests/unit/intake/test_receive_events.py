"""The gateway: what happens when the broker or the store is away, and to events that come twice."""

import pytest

from services.intake.application.agencies.manage_credentials import Issued
from services.intake.application.agencies.receive_events import Failure, Receipt
from services.intake.domain.dossier import Fate
from services.runtime.failures import PermanentError, TransientError
from services.runtime.problems import Problem
from tests.fakes.store import FakeStore, Step, at_once
from tests.unit.intake.gateway import NOW, Gateway, signed, supplement

CODE = supplement().code


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def issued(gateway: Gateway) -> Issued:
    return await gateway.manage.create(["H90.01"], ["events:write"])


def kinds(outcomes: list[Receipt | Failure]) -> list[str]:
    return [each.reason if isinstance(each, TransientError | PermanentError) else _kind(each) for each in outcomes]


def _kind(outcome: Receipt | Problem) -> str:
    return outcome.row.state if isinstance(outcome, Receipt) else outcome.kind.slug


async def test_without_an_acknowledgement_there_is_no_receipt_and_a_retry_works(
    gateway: Gateway, issued: Issued
) -> None:
    """The row is there, the event is not; the same event again is published once and answered."""
    gateway.broker.refuses[CODE] = 1
    event = signed(issued, supplement(), "e1")
    assert kinds(await gateway.send(issued, event)) == ["publish_timeout"]
    assert gateway.rows()["H90.01|e1"]["state"] == "queued"
    assert gateway.broker.ids == []
    assert kinds(await gateway.send(issued, event)) == ["queued"]
    assert gateway.broker.ids == ["e1"]


async def test_what_follows_an_event_that_must_be_repeated_waits_with_it(gateway: Gateway, issued: Issued) -> None:
    """Order per dossier is kept: later events of the dossier are refused too, other dossiers go through."""
    gateway.broker.refuses[CODE] = 1
    events = [signed(issued, supplement(number), f"e{index}") for index, number in enumerate((1, 2, 1, 2))]
    assert kinds(await gateway.send(issued, *events)) == ["publish_timeout", "queued", "publish_timeout", "queued"]
    assert gateway.broker.ids == ["e1", "e3"]
    assert kinds(await gateway.send(issued, *events)) == ["queued"] * 4
    assert [id_ for id_ in gateway.broker.ids if id_ in {"e0", "e2"}] == ["e0", "e2"]


async def test_a_settled_event_is_not_published_again(gateway: Gateway, issued: Issued) -> None:
    """Its state is told; also of one that came over the broker, of which nothing but its fate is known."""
    event = signed(issued, supplement(), "e1")
    await gateway.send(issued, event)
    await gateway.register.settle_many([Fate("H90.01|e1", "dossier_unknown"), Fate("H90.01|e2")], NOW)
    again = await gateway.send(issued, event, signed(issued, supplement(), "e2"))
    assert kinds(again) == ["rejected", "applied"]
    assert gateway.broker.ids == ["e1"]


async def test_one_id_stands_for_one_content_also_inside_a_batch(gateway: Gateway, issued: Issued) -> None:
    """The first holds; the same again is alike, another body or type is refused; another agency's id is its own."""
    other = await gateway.manage.create(["H90.02"], ["events:write"])
    first, same = (signed(issued, supplement(), "e1") for _ in range(2))
    outcomes = await gateway.send(issued, first, signed(issued, supplement(2), "e1"), same)
    assert kinds(outcomes) == ["queued", "event_id_reused", "queued"]
    assert kinds(await gateway.send(other, signed(other, supplement(2), "e1"))) == ["queued"]


async def test_a_store_that_is_away_refuses_without_publishing() -> None:
    """Nothing reaches the broker that has no row."""
    away = False

    async def gate(step: Step) -> object:
        if away and step.name == "inbound_events.write_bulk":
            raise TransientError("store_unreachable")
        return await at_once(step)

    gateway = Gateway(FakeStore(gate=gate))
    issued = await gateway.manage.create(["H90.01"], ["events:write"])
    event = signed(issued, supplement(), "e1")
    away = True
    assert kinds(await gateway.send(issued, event)) == ["store_unreachable"]
    assert gateway.broker.ids == []
    away = False
    assert kinds(await gateway.send(issued, event)) == ["queued"]


async def test_keys_are_known_before_their_event_arrives_and_unknown_when_gone(
    gateway: Gateway, issued: Issued
) -> None:
    """The directory is empty at first; both keys of a rotation count, then the new one, then none."""
    client_id = issued.credential.client_id
    renewed = await gateway.manage.rotate(client_id)
    event, newer = signed(issued, supplement(), "e1"), signed(renewed, supplement(), "e2")
    assert kinds(await gateway.send(issued, event, newer)) == ["queued", "queued"]
    await gateway.manage.drop_old(client_id)
    gateway.directory.remove(client_id)
    assert kinds(await gateway.send(issued, event, newer)) == ["key_unknown", "queued"]
    await gateway.manage.revoke(client_id)
    gateway.directory.remove(client_id)
    assert kinds(await gateway.send(issued, newer)) == ["key_unknown"]


async def test_a_key_of_another_client_is_unknown(gateway: Gateway, issued: Issued) -> None:
    """Although it acts for the same agency and the signature is right."""
    other = await gateway.manage.create(["H90.01"], ["events:write"])
    event = signed(other, supplement(), "e1")
    assert kinds(await gateway.send(other, event)) == ["queued"]
    assert kinds(await gateway.send(issued, event)) == ["key_unknown"]
