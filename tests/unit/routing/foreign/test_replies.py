"""Replies of foreign systems: verified, translated, signed as reports; whatever is wrong is named, never quoted."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest

from services.contracts.events import find_event_type
from services.kernel.catalogue import SystemKind
from services.routing.application.foreign.receive_reply import ReceiveReply
from services.routing.application.foreign.replies import SignedReply
from services.runtime.auth.signatures import verify
from services.runtime.failures import PermanentError, TransientError
from tests.unit.routing.foreign.border import Border, reply, said, system
from tests.unit.routing.signed import CODE, LAND, NOW, PRIVATE, TAX, credential, ed25519_credential

NOTICE = said("tax.notice_issued", amount_vnd=1_250_000, notice="TB-1")


async def taken(border: Border, given: SignedReply) -> str:
    found = border.systems.find("tax-h90")
    assert found is not None
    return await border.take(found, await border.line(), given)


async def connected(kind: SystemKind = SystemKind.TAX, *agencies: str) -> Border:
    border = Border(system("tax-h90", kind, *agencies))
    await border.connect()
    return border


async def test_a_reply_becomes_a_report_that_every_consumer_can_verify() -> None:
    """Signed with the credential's shared key, in the agency's name, under an id that comes from the reply's."""
    border = await connected()
    assert await taken(border, reply(NOTICE)) == "tax-h90:r-1"
    ((envelope, data),) = border.broker.reports()
    verify(envelope, border.broker.records[0].value or b"", border.directory.find(f"key-{TAX}"), NOW, 300)
    assert (envelope.source, envelope.subject) == (f"urn:lienthong:agency:{TAX}", CODE)
    assert (envelope.type, data["amount_vnd"], data["notice"]) == (
        "vn.lienthong.report.tax_notice_issued.v1",
        1_250_000,
        "TB-1",
    )


async def test_a_repeated_reply_is_the_same_report() -> None:
    """Consumers know reports by agency and id."""
    border = await connected()
    assert await taken(border, reply(NOTICE)) == await taken(border, reply(NOTICE, at=NOW + timedelta(minutes=1)))
    assert len({envelope.id for envelope, _ in border.broker.reports()}) == 1


@pytest.mark.parametrize(
    ("kind", "type_", "facts", "wanted"),
    [
        (SystemKind.TAX, "tax.request_received", {}, "report.leg_received"),
        (SystemKind.TAX, "tax.request_returned", {"reason": "papers_wrong"}, "report.leg_sent_back"),
        (SystemKind.TAX, "tax.estimate_issued", {"amount_vnd": 5}, "report.obligation_estimated"),
        (SystemKind.TAX, "tax.step_done", {"step": "handle", "actor": "cb-7"}, "report.step_done"),
        (SystemKind.CIVIL_STATUS, "civil_status.request_received", {}, "report.leg_received"),
        (SystemKind.CIVIL_STATUS, "civil_status.registered", {"result_reference": "B-1"}, "report.leg_completed"),
        (SystemKind.CIVIL_STATUS, "civil_status.request_returned", {"reason": "x"}, "report.leg_sent_back"),
        (SystemKind.DOCUMENTS, "documents.document_received", {}, "report.leg_received"),
        (SystemKind.DOCUMENTS, "documents.document_issued", {"result_reference": "VB-1"}, "report.result_issued"),
        (SystemKind.DOCUMENTS, "documents.document_finished", {}, "report.leg_completed"),
        (SystemKind.DOCUMENTS, "documents.document_returned", {"reason": "x"}, "report.leg_sent_back"),
    ],
)
async def test_each_reply_of_each_kind_of_system_has_its_report(
    kind: SystemKind, type_: str, facts: dict[str, Any], wanted: str
) -> None:
    """The body is one that the contract accepts."""
    border = await connected(kind)
    await taken(border, reply(said(type_, **facts)))
    ((envelope, data),) = border.broker.reports()
    assert envelope.type == f"vn.lienthong.{wanted}.v1"
    known = find_event_type(envelope.type)
    assert known is not None
    known.model.model_validate(data)


async def test_a_system_may_sign_with_a_key_of_its_own() -> None:
    """Ed25519 over the same bytes; then nobody but the system can have signed it."""
    border = Border()
    await border.connect(public_key=b64encode(PRIVATE.public_key().public_bytes_raw()).decode())
    plain = reply(NOTICE, secret=b"of nobody")
    signed = f"{plain.id}.{plain.timestamp}.".encode() + plain.body
    signature = "v1a," + b64encode(PRIVATE.sign(signed)).decode()
    await taken(border, SignedReply(plain.id, plain.timestamp, signature, plain.body))
    assert len(border.broker.records) == 1


@pytest.mark.parametrize(
    ("wrong", "reason", "field"),
    [
        (reply(NOTICE, secret=b"y" * 32), "reply_signature_bad", None),
        (SignedReply("r-1", 1, "v1,AAAA v1a,AAAA zz", b"{}"), "reply_signature_bad", None),
        (reply(NOTICE, id_="../etc"), "reply_unreadable", "webhook-id"),
        (reply(b"{"), "reply_unreadable", "body"),
        (reply([]), "reply_unreadable", "data"),
        (reply(said("tax.paid")), "reply_unreadable", "type"),
        (reply(said("documents.document_finished")), "reply_unreadable", "type"),
        (reply(said("tax.notice_issued", notice="TB-1")), "reply_unreadable", "data.amount_vnd"),
        (reply(said("tax.notice_issued", notice="TB-1", amount_vnd=-5)), "reply_unreadable", "data.amount_vnd"),
        (reply(said("tax.request_received", attempt=0)), "reply_unreadable", "data.attempt"),
        (reply(said("tax.request_received", agency=LAND)), "reply_unreadable", "data.agency"),
        (reply(said("tax.request_received") | {"timestamp": "noon"}), "reply_unreadable", "timestamp"),
    ],
)
async def test_what_is_wrong_with_a_reply_is_named(wrong: SignedReply, reason: str, field: str | None) -> None:
    """Nothing is published."""
    border = await connected()
    with pytest.raises(PermanentError, match=reason) as caught:
        await taken(border, wrong)
    assert caught.value.fields.get("field") == field
    assert border.broker.records == []


async def test_a_system_of_several_agencies_names_the_one_that_it_speaks_for() -> None:
    """Otherwise it is not known who reports."""
    border = await connected(SystemKind.TAX, TAX, LAND)
    border.directory.apply(credential("H90", TAX, LAND))
    with pytest.raises(PermanentError, match=r"data\.agency"):
        await taken(border, reply(said("tax.request_received")))
    await taken(border, reply(said("tax.request_received", agency=TAX)))
    assert len(border.broker.records) == 1


async def test_a_credential_that_cannot_sign_makes_the_system_try_later() -> None:
    """Unknown, not of that agency, or without a shared key: an operator has to set it right, and nothing is lost."""
    for keyid in ("nobody", f"key-{LAND}"):
        border = Border()
        border.directory.apply(credential(LAND))
        await border.connect(keyid=keyid)
        with pytest.raises(TransientError, match="system_key_unusable"):
            await taken(border, reply(NOTICE))
    border = await connected()
    border.directory.apply(ed25519_credential(TAX))
    with pytest.raises(TransientError, match="system_key_unusable"):
        await taken(border, reply(NOTICE))


async def test_an_old_callback_is_refused_and_an_unknown_system_does_not_exist() -> None:
    """Nobody can use an old signature again; before it is connected a system is not there."""
    border = Border()
    receive = ReceiveReply(border.systems, border.lines, border.take, 300, lambda: border.now)
    with pytest.raises(PermanentError, match="system_not_found"):
        await receive("tax-h90", reply(NOTICE))
    await border.connect()
    with pytest.raises(PermanentError, match="reply_expired"):
        await receive("tax-h90", reply(NOTICE, at=NOW - timedelta(minutes=6)))
    assert await receive("tax-h90", reply(NOTICE)) == "tax-h90:r-1"
