"""What gateways over HTTP are given, and what their answers mean."""

from pathlib import Path

import httpx
import pytest

from services.notifications.adapters.http.read_gateway import PRESETS, GatewayError, read_gateway
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from tests.unit.notifications.http.gateways import ADDRESSES, MESSAGE, PHONE, TEXT, Gate, says


async def test_kannel_is_given_no_number_in_an_address() -> None:
    """Number, text and secret go in headers and body; the address for receipts is one of this message alone."""
    gate = Gate("kannel", says(202, text="0: Accepted for delivery"))
    assert await gate.send() == [Submitted("n-1", ("n-1",))]
    (request,) = gate.requests
    assert str(request.url) == "https://gate.test/cgi-bin/sendsms"
    assert request.headers["X-Kannel-To"] == PHONE
    assert request.headers["X-Kannel-Coding"] == "2"
    assert request.headers["X-Kannel-DLR-Url"] == f"{ADDRESSES.receipts('n-1')}?state=%d"
    assert request.content.decode() == TEXT


@pytest.mark.parametrize(
    ("preset", "answer", "outcome"),
    [
        ("kannel", says(403, text="Authorization failed for sendsms"), Busy("gateway_denied")),
        ("kannel", says(403, text="Not routable. Do not try again."), Refused("number_not_routable")),
        ("kannel", says(503, text="Temporal failure"), Busy("gateway_busy", spends_attempt=False)),
        ("kannel", says(500, text="?"), NoAnswer("gateway_answer_unknown")),
        ("esms", says(CodeResult="100", SMSID="s-1"), Submitted("n-1", ("n-1",))),
        ("esms", says(CodeResult="124"), Submitted("n-1", ("n-1",))),
        ("esms", says(CodeResult="103"), Busy("gateway_denied")),
        ("esms", says(CodeResult="777"), NoAnswer("gateway_answer_unknown")),
        ("speedsms", says(status="success", code="00", data={"tranId": 4711}), Submitted("4711", ("4711",))),
        ("speedsms", says(status="error", code="105"), Refused("number_invalid")),
        ("speedsms", says(text="<html>"), NoAnswer("gateway_answer_unknown")),
    ],
)
async def test_what_answers_mean(preset: str, answer: object, outcome: Outcome) -> None:
    """An answer that no rule knows is none: the message may have been taken."""
    assert await Gate(preset, answer).send() == [outcome]  # type: ignore[arg-type]  # parametrised


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectError("x"), Busy("gateway_unreachable", spends_attempt=False)),
        (httpx.ConnectTimeout("x"), Busy("gateway_unreachable", spends_attempt=False)),
        (httpx.ReadTimeout("x"), NoAnswer("gateway_unanswered")),
        (httpx.WriteError("x"), NoAnswer("gateway_unanswered")),
        (httpx.RemoteProtocolError("x"), NoAnswer("gateway_unanswered")),
    ],
)
async def test_only_what_was_never_connected_is_surely_unsent(error: httpx.HTTPError, outcome: Outcome) -> None:
    """Once a connection stood, nobody knows what the gateway read."""

    def broken(_: httpx.Request) -> httpx.Response:
        raise error

    assert await Gate("kannel", broken).send() == [outcome]


async def test_what_the_vietnamese_gateways_are_given() -> None:
    """As their documentation says; never tried against the real ones."""
    esms, speed = Gate("esms", says(CodeResult="100")), Gate("speedsms", says(code="00"))
    await esms.send()
    await speed.send()
    assert esms.body["RequestId"] == MESSAGE.reference
    assert (esms.body["Phone"], esms.body["IsUnicode"]) == ("84912345678", "1")
    assert esms.body["CallbackUrl"] == ADDRESSES.receipts("n-1")
    assert (speed.body["to"], speed.body["sender"]) == (["84912345678"], "LIENTHONG")
    assert speed.requests[0].headers["Authorization"].startswith("Basic ")
    assert [read_gateway(name).tested for name in PRESETS] == [False, True, False]


def test_a_gateway_of_the_operators_own(tmp_path: Path) -> None:
    """A file of the same form is read like a preset; a wrong one says where, and quotes no value."""
    own = tmp_path / "own.yaml"
    own.write_text("tested: false\nsource: x\nsubmit: {path: /s, body: form}\nanswers: [{means: taken}]\n")
    assert read_gateway(str(own)).receipts is None
    own.write_text("tested: false\nsource: x\nsubmit: {path: s3cret, body: form}\nanswers: [{means: taken}]\n")
    with pytest.raises(GatewayError, match=r"own\.yaml: submit\.path: .*Remedy") as caught:
        read_gateway(str(own))
    assert "s3cret" not in str(caught.value)
    with pytest.raises(GatewayError, match="cannot be read"):
        read_gateway("nothing")
