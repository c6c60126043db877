"""Where webhooks may lead, and what goes over the wire."""

import asyncio
import hashlib
import hmac
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from services.runtime.delivery import Message
from services.runtime.delivery.messenger import HttpMessenger
from services.runtime.delivery.targets import GuardedTargets, networks_of
from services.runtime.failures import PermanentError
from tests.unit.intake.desk import at

NOW = at("2026-11-23 08:00")
LOOPBACK = networks_of("127.0.0.0/8,::1/128")
PRIVATE = networks_of("10.20.0.0/16")
MESSAGE = Message("H90.01:e1", b'{"type":"t"}')


def names(*addresses: str) -> object:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        if not addresses:
            raise OSError
        return addresses

    return resolve


def targets(*addresses: str, allowed: Sequence[object] = ()) -> GuardedTargets:
    return GuardedTargets(allowed, names(*addresses))  # type: ignore[arg-type] # networks and a resolver, as made above


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "ff02::1",
    ],
)  # fmt: skip
async def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    """Loopback, private, link-local, metadata, mapped and tunnelled ones, alone and among good ones."""
    for addresses in ((address,), ("8.8.8.8", address)):
        with pytest.raises(PermanentError, match="webhook_target_refused"):
            await targets(*addresses).check("https://x.example.vn/")


@pytest.mark.parametrize(
    "url",
    [
        "http://x.example.vn/", "ftp://x.example.vn/", "https:///path", "https://u:p@x.example.vn/", "https://x.vn:99999/",
        "https://x.vn/#f", "https://x.vn/ a", "https://[::1", "https://đ.vn/", "//x.vn", "https://x.vn/" + "a" * 500,
    ],
)  # fmt: skip
async def test_urls_that_are_no_plain_https_address_are_refused(url: str) -> None:
    """By their form alone, wherever the name leads."""
    with pytest.raises(PermanentError, match="webhook_target_refused"):
        await targets("8.8.8.8").check(url)


async def test_the_operator_may_open_networks_and_http_only_for_loopback() -> None:
    """A named network is reachable by https; http only where the line never leaves the machine."""
    await targets("10.20.3.4", allowed=PRIVATE).check("https://hook.so.example.vn/")
    await targets("127.0.0.1", allowed=LOOPBACK).check("http://localhost:9000/")
    for allowed, url in ((PRIVATE, "http://hook.so.example.vn/"), (LOOPBACK, "https://hook.so.example.vn/")):
        with pytest.raises(PermanentError):
            await targets("10.20.3.4", allowed=allowed).check(url)
    with pytest.raises(PermanentError, match="webhook_target_unknown"):
        await targets().check("https://x.example.vn/")


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """Name and port are kept for the other side, path and query as they are."""
    reached = await targets("8.8.8.8").reach("https://x.example.vn:8443/a/b?k=1")
    assert (reached.url, reached.host) == ("https://8.8.8.8:8443/a/b?k=1", "x.example.vn")
    assert reached.header == "x.example.vn:8443"
    assert (await targets("2606:4700::1").reach("https://x.vn")).url == "https://[2606:4700::1]:443/"


@asynccontextmanager
async def listening(answer: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that answers every request alike and keeps what it got."""
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        got.append(head + await reader.readexactly(len(MESSAGE.body)))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], got


def head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Length: 0", "Connection: close", *headers, "", ""]).encode()


async def test_a_message_is_signed_as_standard_webhooks_say() -> None:
    """Id, timestamp and signature over both and the body; the host is the name, not the address."""
    messenger = HttpMessenger(GuardedTargets(LOOPBACK), "test")
    async with listening(head("204 No Content")) as (port, got):
        answer = await messenger.send(f"http://localhost:{port}/hook", b"secret", MESSAGE, NOW)
    await messenger.close()
    assert answer.reason is None
    top, _, body = got[0].partition(b"\r\n\r\n")
    headers = dict(line.lower().split(": ", 1) for line in top.decode().split("\r\n")[1:])
    stamp = str(int(NOW.timestamp()))
    digest = hmac.new(b"secret", f"H90.01:e1.{stamp}.".encode() + body, hashlib.sha256).digest()
    assert top.startswith(b"POST /hook HTTP/1.1")
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("h90.01:e1", stamp)
    assert headers["webhook-signature"] == f"v1,{b64encode(digest).decode()}".lower()
    assert headers["host"] == f"localhost:{port}"


async def test_redirects_refusals_and_silence_are_failures_with_a_reason() -> None:
    """A redirect could lead inside, so it is not followed; texts of the target are never kept."""
    messenger = HttpMessenger(GuardedTargets(LOOPBACK), "test")
    found = []
    for status, extra in (("302 Found", "Location: http://10.0.0.1/"), ("410 Gone", ""), ("503 X", "Retry-After: 120")):
        async with listening(head(status, *([extra] if extra else []))) as (port, _):
            found.append(await messenger.send(f"http://127.0.0.1:{port}/", b"s", MESSAGE, NOW))
    async with listening(b"nonsense\r\n\r\n") as (port, _):
        broken = await messenger.send(f"http://127.0.0.1:{port}/", b"s", MESSAGE, NOW)
    refused = await messenger.send(f"http://127.0.0.1:{port}/", b"s", MESSAGE, NOW)
    inside = await messenger.send("https://10.0.0.1/", b"s", MESSAGE, NOW)
    await messenger.close()
    assert [answer.reason for answer in found] == ["status_302", "status_410", "status_503"]
    assert [answer.gone for answer in found] == [False, True, False]
    assert found[2].wait == timedelta(seconds=120)
    assert (broken.reason, refused.reason) == ("connection_broken", "not_reachable")
    assert inside.reason == "webhook_target_refused"
