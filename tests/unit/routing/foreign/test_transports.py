"""The two transports from inside: a folder that is full or missing, replies in files, and callbacks over HTTP."""

import errno
import os
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from services.contracts.envelope import Envelope, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.progress import LegAcknowledged, LegDispatched
from services.contracts.topics import PROGRESS
from services.kernel.catalogue import SystemKind, Transport
from services.routing.adapters.foreign.folder_courier import FolderCourier
from services.routing.adapters.foreign.inbox import FolderReplies
from services.routing.adapters.foreign.queueing_publisher import QueueingPublisher
from services.routing.application.foreign.receive_reply import ReceiveReply
from services.routing.domain.foreign.handover import HandOver
from services.routing.entrypoints.http.foreign.post_reply import post_reply
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.tokens import TokenVerifier
from services.runtime.delivery import Message, signature_of
from services.runtime.delivery.drop_folder import DropFolder
from services.runtime.failures import TransientError
from services.runtime.health import Health
from services.runtime.kafka.records import OutgoingRecord
from tests.fakes.store import FakeStore, Step
from tests.unit.routing.foreign.border import SECRETS, SHARED, Border, dispatched, reply, said, system
from tests.unit.routing.signed import CODE, LAND, NOW, TAX

HANDOVER = HandOver("tax-h90", CODE, 3, "e-1", "tax.paused", NOW, {"code": CODE})
BY_FILE = system(transport=Transport.FILE)


async def by_folder() -> Border:
    border = Border(BY_FILE)
    await border.connect(address=None)
    return border


async def test_a_message_is_one_signed_file(tmp_path: Path) -> None:
    """The three values of Standard Webhooks beside the body as text; sent again it is the same file."""
    border = await by_folder()
    courier = FolderCourier(tmp_path, SECRETS, border.systems)
    for _ in range(2):
        assert (await courier.send(await border.line(), HANDOVER, b'{"a":1}', NOW)).reason is None
    (path,) = (tmp_path / "tax-h90" / "out").iterdir()
    assert path.name == "20240506T010000-000003-e-1.json"
    content = orjson.loads(path.read_bytes())
    message = Message(content["id"], content["body"].encode())
    assert content["signature"] == signature_of(SHARED, message, content["timestamp"])
    assert (content["id"], content["body"]) == ("tax-h90:e-1", '{"a":1}')


@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "folder_full"), (errno.EACCES, "folder_unwritable")])
async def test_a_folder_that_is_full_or_closed_is_an_outage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    """Nothing half-written is left behind, and the next try works."""
    border = await by_folder()
    courier = FolderCourier(tmp_path, SECRETS, border.systems)

    def full(_: int) -> None:
        raise OSError(code, "no room")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        answer = await courier.send(await border.line(), HANDOVER, b"{}", NOW)
    assert (answer.reason, answer.refused) == (reason, False)
    assert list((tmp_path / "tax-h90" / "out").iterdir()) == []
    assert (await courier.send(await border.line(), HANDOVER, b"{}", NOW)).reason is None


def leave(folder: Path, body: Any, name: str = "r-1") -> Path:
    """A reply as the system would leave it."""
    signed = reply(body, name)
    file = {"id": name, "timestamp": signed.timestamp, "signature": signed.signature, "body": signed.body.decode()}
    inbox = folder / "tax-h90" / "in"
    DropFolder(inbox).leave(name, orjson.dumps(file))
    return inbox


async def test_a_reply_in_a_file_becomes_a_report_and_moves_aside(tmp_path: Path) -> None:
    """However old it is; what cannot be read lies in rejected/ with the field at fault."""
    border = await by_folder()
    replies = FolderReplies(border.systems, border.lines, border.take, tmp_path)
    assert await replies.sweep() == 0
    inbox = leave(tmp_path, said("tax.request_received"))
    leave(tmp_path, said("tax.unheard_of"), "r-2")
    (inbox / "r-3.json").write_text("{")
    assert await replies.sweep() == 3
    assert [envelope.id for envelope, _ in border.broker.reports()] == ["tax-h90:r-1"]
    assert [path.name for path in (inbox / "done").iterdir()] == ["r-1.json"]
    assert orjson.loads((inbox / "rejected" / "r-2.reason").read_bytes()) == {
        "reason": "reply_unreadable",
        "field": "type",
    }
    assert (inbox / "rejected" / "r-3.json").exists()
    assert await replies.sweep() == 0


async def test_a_reply_that_cannot_be_published_stays_in_the_folder(tmp_path: Path) -> None:
    """The broker is away, or the credential is not usable: it is read again next time."""
    border = await by_folder()
    replies = FolderReplies(border.systems, border.lines, border.take, tmp_path)
    inbox = leave(tmp_path, said("tax.request_received"))
    border.directory.remove(f"client-{TAX}")
    with pytest.raises(TransientError, match="system_key_unusable"):
        await replies.sweep()
    assert [path.name for path in inbox.iterdir()] == ["r-1.json"]


def callbacks(border: Border) -> httpx.AsyncClient:
    receive = ReceiveReply(border.systems, border.lines, border.take, 300, lambda: border.now)
    verifier = TokenVerifier(["t" * 32], lambda: border.now)
    app = app_of("routing", "Routing", (Area(routers=(post_reply(receive),)),), Health(), Access(verifier))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://routing")


async def test_callbacks_are_answered_by_what_is_wrong_with_them() -> None:
    """202 with the report's id; 401, 404, 422 with both languages; 503 while the operator's key is not usable."""
    border = Border()
    await border.connect()
    good, forged = reply(said("tax.request_received")), reply(said("tax.request_received"), secret=b"z" * 32)
    wrong = reply(said("tax.unheard_of"))
    async with callbacks(border) as client:

        async def post(given: Any, where: str = "tax-h90", **more: str) -> httpx.Response:
            headers = {"webhook-id": given.id, "webhook-timestamp": str(given.timestamp)}
            headers |= {"webhook-signature": given.signature} | more
            return await client.post(f"/v1/systems/{where}/replies", content=given.body, headers=headers)

        taken = await post(good)
        assert (taken.status_code, taken.json()) == (202, {"id": "tax-h90:r-1"})
        statuses = [
            (await post(forged)).status_code,
            (await post(good, "nobody")).status_code,
            (await post(wrong)).status_code,
            (await post(good, **{"webhook-timestamp": "noon"})).status_code,
        ]
        assert statuses == [401, 404, 422, 422]
        told = (await post(wrong)).json()
        assert (told["field"], set(told["texts"])) == ("type", {"vi", "en"})
        border.directory.remove(f"client-{TAX}")
        assert (await post(good)).status_code == 503
    assert len(border.broker.records) == 1


def published(data: LegDispatched | LegAcknowledged) -> OutgoingRecord:
    envelope = Envelope("e-1", event_type_of(type(data)).name, "urn:lienthong:routing", CODE, NOW, 1)
    return OutgoingRecord(PROGRESS.name, CODE.encode(), data.model_dump_json().encode(), to_headers(envelope))


async def test_an_event_leaves_the_outbox_only_when_the_queue_has_its_message() -> None:
    """The relay is told of the failure, and publishes again; on the way to others nothing is queued."""
    border = Border(system("documents", SystemKind.DOCUMENTS, LAND))
    publisher = QueueingPublisher(border.broker, border.progress)
    await publisher.publish(published(dispatched()))
    about = {"occurred_at": NOW, "code": CODE, "procedure": "1.012753@1", "clock": "running", "leg": "appraise"}
    await publisher.publish(published(LegAcknowledged(**about, agency=LAND)))
    assert (border.waiting_ids(), len(border.broker.records)) == ([], 2)

    async def away(_: Step) -> Any:
        raise TransientError("store_unreachable")

    lost = Border(system("documents", SystemKind.DOCUMENTS, LAND), store=FakeStore(border.store.tables, away))
    with pytest.raises(TransientError, match="store_unreachable"):
        await QueueingPublisher(lost.broker, lost.progress).publish(published(dispatched("appraise", LAND)))
    await publisher.publish(published(dispatched("appraise", LAND)))
    assert border.waiting_ids() == [f"documents|{CODE}|00000001"]
