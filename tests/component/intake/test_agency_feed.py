"""Feed and sandbox on the real platform, as an agency's software meets them."""

import asyncio
import json
from base64 import b64decode
from typing import Any

from services.contracts.events.inbound import DossierSubmitted, LegReceived, SupplementFiled
from services.contracts.events.progress import LegDispatched, RouteOpened
from services.contracts.topics import CONTACT, LIFECYCLE
from services.runtime.delivery import Message, signature_of
from services.runtime.kafka.operations.reading import read_topic
from tests.component.intake.rig import Rig, now, wait_for
from tests.component.intake.software import Software

SCOPES = ("events:write", "codes:reserve", "dossiers:read", "feed:read")
LAND = "H90.20.01"


async def feed(software: Software, cursor: str = "") -> dict[str, Any]:
    answer = await software.client.get("/v1/feed", params={"after": cursor}, headers=software.headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def told(software: Software, count: int) -> list[tuple[str, str | None]]:
    """Type and dossier of every entry, once there are so many; read in two parts, by cursor."""

    async def enough() -> bool:
        return len((await feed(software))["entries"]) >= count

    await wait_for(enough)
    entries = (await feed(software))["entries"]
    rest = (await feed(software, entries[0]["cursor"]))["entries"]
    assert rest == entries[1:]
    return [(entry["type"].split(".", 2)[2].removesuffix(".v1"), entry["code"]) for entry in entries]


async def test_agencies_read_what_concerns_them(rig: Rig) -> None:
    """Receiver: acceptance and its rejected report; participant: acceptance and the slip; a cursor goes on."""
    desk, land = (
        await Software.register(rig, "H90.01", scopes=SCOPES),
        await Software.register(rig, LAND, scopes=SCOPES),
    )
    assert ((await feed(desk))["entries"], (await feed(land))["cursor"]) == ([], "")
    code = (await rig.file())["code"]
    assert await told(land, 1) == [("dossier.accepted", code)]
    about: dict[str, Any] = {"occurred_at": now(), "code": code, "procedure": "1.012753@1", "clock": "running"}
    await rig.progress(RouteOpened(legs=("land",), **about))
    await rig.progress(LegDispatched(leg="land", agency=LAND, **about))
    assert await told(land, 2) == [("dossier.accepted", code), ("leg.dispatched", code)]
    await desk.send(desk.event(SupplementFiled(occurred_at=now(), code=f"{code[:-4]}0999")))
    assert await told(desk, 2) == [("dossier.accepted", code), ("report.rejected", f"{code[:-4]}0999")]
    last = (await feed(desk))["entries"][-1]
    assert last["data"]["reason"] == "dossier_unknown"
    bad = await desk.client.get("/v1/feed", params={"after": "H90.02:1"}, headers=desk.headers)
    assert (bad.status_code, bad.json()["type"]) == (422, "urn:lienthong:problem:cursor_invalid")


async def test_a_webhook_brings_what_the_feed_has(rig: Rig) -> None:
    """Registered, told of an acceptance with a signature that fits, seen as delivered, removed; not into networks."""
    desk = await Software.register(rig, "H90.01", scopes=SCOPES)
    got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        top = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in top)}
        await got.put((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        made = await desk.client.post("/v1/webhooks", json={"url": url}, headers=desk.headers)
        assert made.status_code == 201, made.text
        code = (await rig.file())["code"]
        headers, body = await asyncio.wait_for(got.get(), 60)
    secret = b64decode(made.json()["secret"].removeprefix("whsec_"))
    message, stamp = Message(headers["webhook-id"], body), int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature_of(secret, message, stamp)
    assert json.loads(body)["data"]["code"] == code
    here = made.json()["links"]["self"]

    async def noted() -> bool:
        answer = await desk.client.get(here, headers=desk.headers)
        return bool(answer.json()["delivered"] == 1)

    await wait_for(noted)
    inside = await desk.client.post("/v1/webhooks", json={"url": "https://10.0.0.1/"}, headers=desk.headers)
    assert (inside.status_code, inside.json()["type"]) == (422, "urn:lienthong:problem:webhook_target_refused")
    stranger = await Software.register(rig, "H90.01", scopes=SCOPES)
    assert (await stranger.client.get(here, headers=stranger.headers)).status_code == 404
    assert (await desk.client.delete(here, headers=desk.headers)).status_code == 204
    assert (await desk.client.get("/v1/webhooks", headers=desk.headers)).json() == {"webhooks": []}


async def test_the_sandbox_is_a_world_of_its_own(rig: Rig) -> None:
    """Own codes, dossiers and feed; nothing published; neither side sees the other, and no leg can be reported."""
    trial = await Software.register(rig, "H90.01", scopes=SCOPES, sandbox=True)
    real = await Software.register(rig, "H90.01", scopes=SCOPES)
    await feed(trial)
    (code,) = await trial.reserve()
    assert code.endswith("-9000000")
    assert (await real.reserve())[0].endswith("-0001")
    report = DossierSubmitted(occurred_at=now(), code=code, procedure="1.012753", accept=True)
    foreign = await real.send(real.event(report, id="r-1"))
    assert (await real.settled(foreign.json()["links"]["self"]))["reason"] == "code_not_reserved"
    sent = await trial.send(trial.event(report, id="r-1"))
    assert (await trial.settled(sent.json()["links"]["self"]))["state"] == "applied"
    assert await told(trial, 1) == [("dossier.accepted", code)]
    path = f"/v1/dossiers/{code}"
    answers = [await each.client.get(path, headers=each.headers) for each in (trial, real)]
    assert [answer.status_code for answer in answers] == [200, 404]
    leg = LegReceived(occurred_at=now(), code=code, leg="land", attempt=1)
    refused = await trial.send(trial.event(leg))
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:lienthong:problem:sandbox_not_routed")
    for topic in (LIFECYCLE.name, CONTACT.name):
        keys = [record.key async for record in read_topic(rig.platform.kafka, rig.namespace, topic)]
        assert code.encode() not in keys
