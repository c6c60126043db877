"""The desk besides dossiers on the real platform: two processes, one topic."""

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import orjson

from services.contracts.topics import ACTIVITY
from services.kernel.times import VIETNAM, utc_now
from services.runtime.auth.principal import Principal
from services.runtime.kafka.operations.reading import read_topic
from tests.component.intake.rig import Rig, key, wait_for

CLERK = Principal("kiosk-1", frozenset({"H90.01"}), frozenset({"desk:write", "desk:read", "backfill"}))
CANARY = "Canary Nguyễn 0912345678"
MORNING = "2024-05-06T08:00:00+07:00"


async def _activity(rig: Rig) -> dict[str, list[tuple[str, int, dict[str, Any]]]]:
    """Type, seq and body of every event on the topic, in order, by record; each once however often it was delivered."""
    found: dict[str, list[tuple[str, int, dict[str, Any]]]] = defaultdict(list)
    async for raw in read_topic(rig.platform.kafka, rig.namespace, ACTIVITY.name):
        headers = {name: (value or b"").decode() for name, value in raw.headers}
        words = headers["ce_type"].removeprefix("vn.lienthong.").removesuffix(".v1")
        event = (words, int(headers["ce_seq"]), orjson.loads(raw.value or b"{}"))
        events = found[(raw.key or b"").decode()]
        if event not in events:
            events.append(event)
    return found


async def test_two_processes_number_one_queue(rig: Rig) -> None:
    """Kiosks at two processes at once: no duplicate, no gap, each ticket's course published in order."""
    here, there = rig.client(CLERK), rig.client(CLERK, await rig.replica())
    form = {"field": "land", "occurred_at": MORNING}
    answers = await asyncio.gather(
        *(
            client.post("/v1/desk/tickets", json=form, headers=key(f"{n}"))
            for n in range(20)
            for client in (here, there)
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    tickets = {answer.json()["ticket"] for answer in answers}
    assert tickets == {f"T-H90.01-240506-land-{number:04d}" for number in range(1, 21)}

    call = {"fields": ["land"], "counter": "1", "occurred_at": MORNING}
    calls = [client.post("/v1/desk/tickets/call-next", json=call) for client in (here, there) * 2]
    called = {answer.json()["ticket"] for answer in await asyncio.gather(*calls)}
    assert called == {f"T-H90.01-240506-land-{number:04d}" for number in range(1, 5)}
    for ticket in called:
        answer = await there.post(f"/v1/desk/tickets/{ticket}/finish", json={"occurred_at": MORNING})
        assert answer.json()["state"] == "served", answer.text

    # What the other process committed would be published by its own relay, or found by a sweep; here it is told.
    for relay in (relay for area in rig.intake.areas for relay in area.relays):
        await relay.relay(sorted(tickets))
    told = await _activity(rig)
    assert set(told) == tickets
    for ticket, events in told.items():
        wanted = ["ticket.issued", "ticket.called", "ticket.served"] if ticket in called else ["ticket.issued"]
        assert [(words, seq) for words, seq, _ in events] == [(words, seq) for seq, words in enumerate(wanted, 1)]


async def test_the_screen_is_open_and_a_holiday_gives_no_ticket(rig: Rig) -> None:
    """Over HTTP: the public screen needs no token; a closed desk refuses in two languages."""
    client = rig.client(CLERK)
    holiday = {"field": "land", "occurred_at": "2024-05-01T09:00:00+07:00"}
    refused = await client.post("/v1/desk/tickets", json=holiday, headers=key("h"))
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["type"] == "urn:lienthong:problem:desk_closed"
    assert problem["texts"]["vi"]["detail"].endswith("2024-05-02T07:30:00+07:00.")
    assert problem["texts"]["en"]["title"] == "Desk closed"
    del client.headers["Authorization"]
    before = utc_now()
    screen = await client.get("/v1/public/screens/H90.01")
    assert screen.json()["waiting"] == {}
    shown = datetime.fromisoformat(screen.json()["at"])
    assert before - timedelta(seconds=1) < shown <= utc_now()
    assert shown.utcoffset() == VIETNAM.utcoffset(shown)


async def test_a_petition_travels_from_the_public_form_to_the_topic(rig: Rig) -> None:
    """Over HTTP and on the topic: code and token, the handler's steps, the public state; no canary anywhere."""
    clerk, citizen = rig.client(CLERK), rig.client(CLERK)
    del citizen.headers["Authorization"]
    form = {"agency": "H90.01", "kind": "feedback", "about": "lateness", "content": CANARY, "name": CANARY}
    sent = await citizen.post("/v1/public/petitions", json=form, headers=key("a-random-key-0001"))
    assert sent.status_code == 201, sent.text
    code, token = sent.json()["petition"], {"Petition-Token": sent.json()["token"]}
    steps = {"acknowledge": {}, "answer": {"text": CANARY}, "publish": {"text": "Đã xử lý."}}
    for step, body in steps.items():
        answer = await clerk.post(f"/v1/desk/petitions/{code}/{step}", json=body)
        assert answer.status_code == 200, answer.text
    state = await citizen.get(f"/v1/public/petitions/{code}", headers=token)
    assert (state.json()["state"], state.json()["published"]) == ("published", "Đã xử lý.")
    assert state.headers["X-Robots-Tag"] == "noindex, nofollow"
    rated = await citizen.post(f"/v1/public/petitions/{code}/rate", json={"score": 5}, headers=token)
    assert rated.json()["score"] == 5
    wrong = await citizen.get(f"/v1/public/petitions/{code}", headers={"Petition-Token": "0" * 32})
    assert wrong.status_code == 404

    async def told() -> bool:
        return len((await _activity(rig))[code]) == 5

    await wait_for(told)
    everything = await _activity(rig)
    assert [words for words, _, _ in everything[code]][-1] == "petition.rated"
    assert CANARY not in repr(everything)


async def test_a_call_is_linked_and_a_survey_answered(rig: Rig) -> None:
    """Filing with a call links it by itself; the survey of the receipt is answered without naming the dossier."""
    clerk, citizen = rig.client(CLERK), rig.client(CLERK)
    del citizen.headers["Authorization"]
    call = (await clerk.post("/v1/desk/calls", json={"procedure": "1.012753"}, headers=key("c"))).json()["call"]
    code = (await rig.file(call=call))["code"]
    invited = await clerk.post(f"/v1/desk/surveys/receipt/{code}/invitation")
    assert invited.status_code == 200, invited.text
    asked = {"Survey-Token": invited.json()["token"]}
    taken = await citizen.post(f"/v1/public/surveys/receipt/{code}", json={"scores": {"overall": 5}}, headers=asked)
    assert taken.status_code == 200, taken.text

    async def both_told() -> bool:
        told = await _activity(rig)
        return len(told[call]) == 2 and sum(len(told[each]) for each in told if each.startswith("S-")) == 2

    # Calls and surveys lie on partitions of their own: neither waits for the other.
    await wait_for(both_told)
    everything = await _activity(rig)
    assert [words for words, _, _ in everything[call]] == ["call.recorded", "call.linked"]
    (survey,) = (record for record in everything if record.startswith("S-"))
    assert [words for words, _, _ in everything[survey]] == ["survey.invited", "survey.answered"]
    assert code not in repr(everything[survey])
