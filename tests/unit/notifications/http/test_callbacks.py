"""What gateways call back: only addresses that we gave out are heard."""

import subprocess

import httpx
import pytest

from services.notifications.adapters.callbacks.addresses import CallbackAddresses
from services.notifications.adapters.callbacks.hearing import GatewayHearing
from services.notifications.adapters.http.read_gateway import read_gateway
from services.notifications.application.callbacks.take_callbacks import TakeCallbacks
from services.notifications.application.receipts.ports import Incoming
from services.notifications.domain.receipt import Receipt, Verdict
from services.notifications.entrypoints.http.callbacks.take_incoming import take_incoming
from services.notifications.entrypoints.http.callbacks.take_receipt import take_receipt
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.tokens import TokenVerifier
from services.runtime.health import Health
from tests.fakes.heard import Heard
from tests.unit.notifications.bench import NOW

KEY = b"k" * 32
BASE = "http://ours.test"


def addresses(gateway: str, key: bytes = KEY) -> CallbackAddresses:
    return CallbackAddresses(gateway, BASE, key)


def client(heard: Heard) -> httpx.AsyncClient:
    """The service with one provider of each preset, named like it."""
    names = ("kannel", "esms", "speedsms")
    hearings = {name: GatewayHearing(read_gateway(name), addresses(name), lambda: NOW) for name in names}
    take = TakeCallbacks(hearings, heard.take, heard.read)
    area = Area(routers=(take_receipt(take), take_incoming(take)))
    app = app_of("notifications", "Notifications", (area,), Health(), Access(TokenVerifier(["t" * 32], lambda: NOW)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)


async def test_a_receipt_comes_to_the_address_of_its_message() -> None:
    """Kannel gets it; the address says whose it is, the state how it ended."""
    heard = Heard()
    async with client(heard) as gateway:
        answer = await gateway.get(addresses("kannel").receipts("n-1"), params={"state": "1"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert heard.receipts == [Receipt("kannel", "n-1", Verdict.DELIVERED, reference="n-1")]


async def test_nobody_else_can_bring_receipts() -> None:
    """Another reference, another kind, another provider, another key: an address that does not exist."""
    heard = Heard()
    right = addresses("kannel").receipts("n-1")
    forged = [
        right.replace("n-1", "n-2"),
        right.replace("/kannel/", "/esms/"),
        right.replace("/kannel/", "/nobody/"),
        right[:-1] + ("0" if right[-1] != "0" else "1"),
        addresses("kannel", b"other").receipts("n-1"),
        addresses("kannel").incoming().replace("incoming", "receipts"),
        right.rsplit("/", 1)[0] + "/ơ",
    ]
    async with client(heard) as gateway:
        answers = [await gateway.get(each, params={"state": "1"}) for each in forged]
    assert [answer.status_code for answer in answers] == [404] * len(forged)
    assert heard.receipts == []


@pytest.mark.parametrize(
    ("status", "verdict"), [(0, Verdict.DELIVERED), (63, Verdict.TEMPORARY), (64, Verdict.PERMANENT)]
)
async def test_a_gateway_with_one_address_for_all(status: int, verdict: Verdict) -> None:
    """SpeedSMS posts JSON with its own id; ranges of states are one verdict."""
    heard = Heard()
    async with client(heard) as gateway:
        told = {"type": "report", "tranId": 4711, "phone": "84912345678", "status": status}
        answer = await gateway.post(addresses("speedsms").receipts(), json=told)
    assert answer.status_code == 200
    assert heard.receipts == [Receipt("speedsms", "4711", verdict)]


async def test_errors_are_codes_and_never_free_text() -> None:
    """What could repeat a number is dropped."""
    heard = Heard()
    async with client(heard) as gateway:
        for error in ("1b", "84912345678", "not reachable"):
            told = {"SendStatus": "3", "error_info": error}
            await gateway.post(addresses("esms").receipts("n-1"), data=told)
    assert [receipt.error for receipt in heard.receipts] == ["1b", None, None]


async def test_what_cannot_be_read_is_refused_and_what_cannot_be_stored_comes_again() -> None:
    """422 names the field; 503 makes the gateway call again."""
    heard = Heard()
    async with client(heard) as gateway:
        address = addresses("kannel").receipts("n-1")
        odd = await gateway.get(address, params={"state": "x"})
        no_json = await gateway.post(address, content=b"[", headers={"content-type": "application/json"})
        heard.broken = True
        away = await gateway.get(address, params={"state": "1"})
    assert (odd.status_code, odd.json()["field"], odd.json()["type"][-19:]) == (422, "state", "callback_unreadable")
    assert (no_json.status_code, away.status_code) == (422, 503)


async def test_a_text_of_a_citizen() -> None:
    """Kannel posts it as the body, with the number in a header; the answer is empty, or it would be sent on."""
    heard = Heard()
    headers = {"content-type": "text/plain; charset=UTF-8", "x-kannel-from": "84912345678"}
    async with client(heard) as gateway:
        address = addresses("kannel").incoming()
        answer = await gateway.post(address, params={"id": "m-1"}, content=b"HS H90.01-261123-0001", headers=headers)
        landline = await gateway.post(address, content=b"HS", headers=headers | {"x-kannel-from": "842437676666"})
        forged = await gateway.post(address[:-1], content=b"HS", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert heard.incoming == [Incoming("kannel", "m-1", "+84912345678", "HS H90.01-261123-0001", NOW)]
    assert (landline.status_code, forged.status_code) == (422, 404)
    assert "2437676666" not in landline.text


def test_operators_make_the_same_address_with_openssl() -> None:
    """As deploy/kannel/README.md says."""
    command = ["openssl", "dgst", "-sha256", "-hmac", KEY.decode(), "-r"]
    printed = subprocess.run(command, input=b"kannel/incoming/any", capture_output=True, check=True)  # noqa: S603 ours
    assert addresses("kannel").incoming().endswith(printed.stdout.decode()[:32])
