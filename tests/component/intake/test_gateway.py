"""The gateway on the real platform: from `keys create` to the fate of a report, over HTTP alone."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.envelope import from_headers
from services.contracts.events.inbound import DossierSubmitted, SupplementFiled
from services.contracts.topics import INBOUND
from services.kernel.times import local_day
from services.runtime.kafka.operations.reading import read_topic
from tests.component.intake.rig import Rig, now
from tests.component.intake.software import BATCH, SINGLE, Software

AGENCY = "H90.01"
TRACE = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"


@pytest.fixture
async def desk(rig: Rig) -> Software:
    return await Software.register(rig, AGENCY)


def submitted(code: str, **changes: Any) -> DossierSubmitted:
    values: dict[str, Any] = {"occurred_at": now(), "code": code, "procedure": "1.012753", "accept": True}
    return DossierSubmitted(**(values | changes))


def slug(body: dict[str, Any]) -> str:
    return str(body["type"]).removeprefix("urn:lienthong:problem:")


async def test_a_report_goes_from_a_new_credential_to_a_dossier(rig: Rig, desk: Software) -> None:
    """Keys made on the store alone, token, code, event: 202, on the topic with its trace, applied."""
    (code,) = await desk.reserve()
    event = desk.event(submitted(code)) | {"traceparent": TRACE, "replayfor": "routing", "seq": 7}
    answer = await desk.send(event)
    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert (body["id"], body["state"]) == (event["id"], "queued")
    assert answer.headers["Location"] == body["links"]["self"]
    status = await desk.settled(body["links"]["self"])
    assert (status["state"], status["reason"], status["code"]) == ("applied", None, code)
    assert status["received_at"] <= status["settled_at"]
    assert (await rig.reached(code, 2))["agency"] == AGENCY
    (record,) = [raw async for raw in read_topic(rig.platform.kafka, rig.namespace, INBOUND.name)]
    envelope = from_headers(record.headers)
    assert (envelope.traceparent, envelope.replayfor, envelope.seq) == (TRACE, None, None)
    assert record.key == code.encode()


async def test_the_same_event_again_is_answered_alike_and_other_content_refused(rig: Rig, desk: Software) -> None:
    """Same id and body: 202 with its state, also signed anew; another body under the id: 409."""
    (code,) = await desk.reserve()
    event = desk.event(submitted(code), id="report-1")
    link = (await desk.send(event)).json()["links"]["self"]
    await desk.settled(link)
    again = await desk.send(event)
    assert (again.status_code, again.json()["state"]) == (202, "applied")
    renewed = await desk.send(desk.event(submitted(code), id="report-1", data=event["data"]))
    assert renewed.status_code == 202
    other = await desk.send(desk.event(submitted(code, assisted=True), id="report-1"))
    assert (other.status_code, slug(other.json())) == (409, "event_id_reused")


async def test_a_report_that_cannot_be_applied_says_why(desk: Software) -> None:
    """Unknown procedure and unreserved code are refused by the consumer; the sender reads the reason."""
    (code,) = await desk.reserve()
    unknown = await desk.send(desk.event(submitted(code, procedure="9.999999")))
    unreserved = await desk.send(desk.event(submitted(f"{code[:-4]}9999")))
    reasons = [(await desk.settled(answer.json()["links"]["self"]))["reason"] for answer in (unknown, unreserved)]
    assert reasons == ["procedure_unknown", "code_not_reserved"]


async def test_bad_events_are_refused_at_the_door(rig: Rig, desk: Software) -> None:
    """Each with its status and reason; nothing of them reaches the broker."""
    report = submitted((await desk.reserve())[0])
    good = desk.event(report)
    old = desk.event(report, sigtime=int((now() - timedelta(minutes=10)).timestamp()))
    stranger = await Software.register(rig, "H90.02")
    cases: list[tuple[dict[str, Any], int, str]] = [
        (good | {"signature": "v1,AAAA"}, 422, "signature_bad"),
        (good | {"data": good["data"] | {"assisted": True}}, 422, "signature_bad"),
        ({name: good[name] for name in good if name != "signature"}, 422, "signature_missing"),
        (old, 422, "signature_expired"),
        (desk.event(report, keyid="nobody:k1"), 422, "key_unknown"),
        (desk.event(report, keyid=stranger.issued.keyid), 422, "key_unknown"),
        (desk.event(report, source="urn:lienthong:agency:H90.02"), 403, "agency_not_allowed"),
        (desk.event(report, source="urn:somebody"), 403, "agency_not_allowed"),
        (desk.event(report, type="vn.lienthong.dossier.accepted.v1"), 422, "type_unknown"),
        (desk.event(report, type="vn.lienthong.report.invented.v1"), 422, "type_unknown"),
        (desk.event(report, subject="H90.01-261123-9999"), 422, "request_refused"),
        (desk.event(report, data=good["data"] | {"channel": "pigeon"}), 422, "fields_invalid"),
        (good | {"data": good["data"] | {"extra": 1.5}}, 422, "fields_invalid"),
        (good | {"specversion": "0.3"}, 422, "fields_invalid"),
        (good | {"id": "a|b"}, 422, "fields_invalid"),
    ]
    for event, status, reason in cases:
        answer = await desk.send(event)
        assert (answer.status_code, slug(answer.json())) == (status, reason), answer.text
    assert [raw async for raw in read_topic(rig.platform.kafka, rig.namespace, INBOUND.name)] == []


async def test_bodies_that_are_no_event_are_refused(desk: Software) -> None:
    """Malformed, oversize, too deep, of another type, without scope or token."""
    post, headers = desk.client.post, desk.headers | SINGLE

    async def refused(**request: Any) -> tuple[int, str]:
        answer = await post("/v1/events", **({"headers": headers} | request))
        return answer.status_code, slug(answer.json())

    assert await refused(content=b'{"id": ') == (400, "request_malformed")
    assert await refused(content=b'{"id": "\xff"}') == (400, "request_malformed")
    assert await refused(content=b" " * 65_537) == (413, "body_too_large")
    assert await refused(content=b"[" * 9 + b"]" * 9) == (400, "json_too_deep")
    assert await refused(json={}) == (422, "fields_invalid")
    assert await refused(json={}, headers=desk.headers) == (415, "cloudevents_expected")
    assert await refused(json={}, headers=SINGLE) == (401, "token_missing")
    reader = await desk.token(scope="codes:reserve")
    narrow = SINGLE | {"Authorization": f"Bearer {reader.json()['access_token']}"}
    assert await refused(json={}, headers=narrow) == (403, "scope_missing")


async def test_a_bad_event_in_a_batch_leaves_its_neighbours_alone(desk: Software) -> None:
    """207 with a result per event, in order; the good ones are applied."""
    first, second = await desk.reserve(2)
    good, forged = desk.event(submitted(first)), desk.event(submitted(second)) | {"signature": "v1,AAAA"}
    last = desk.event(submitted(second))
    answer = await desk.send_many([good, forged, "no event", last, good])
    body = answer.json()
    assert (answer.status_code, body["accepted"]) == (207, 3)
    assert [result["status"] for result in body["results"]] == [202, 422, 422, 202, 202]
    assert [result["index"] for result in body["results"]] == list(range(5))
    assert slug(body["results"][1]["problem"]) == "signature_bad"
    assert slug(body["results"][2]["problem"]) == "fields_invalid"
    for index in (0, 3):
        assert (await desk.settled(body["results"][index]["links"]["self"]))["state"] == "applied"


async def test_batches_have_limits_of_their_own(desk: Software) -> None:
    """500 events are more than 64 KiB and go through; none, 501 and other types are refused."""
    codes = await desk.reserve(500)
    events = [desk.event(SupplementFiled(occurred_at=now(), code=code)) for code in codes]
    full = await desk.send_many(events)
    assert (full.status_code, full.json()["accepted"]) == (207, 500)
    for wrong in ([], [*events, events[0]], {"id": "1"}):
        refused = await desk.client.post("/v1/events/batch", json=wrong, headers=desk.headers | BATCH)
        assert (refused.status_code, slug(refused.json())) == (413, "batch_size")
    single = await desk.client.post("/v1/events/batch", json=[], headers=desk.headers | SINGLE)
    assert (single.status_code, slug(single.json())) == (415, "cloudevents_expected")


async def test_only_the_reporting_agency_sees_what_became_of_a_report(rig: Rig, desk: Software) -> None:
    """Others get 404; a credential of several agencies names one."""
    (code,) = await desk.reserve()
    sent = (await desk.send(desk.event(submitted(code), id="a/b:1"))).json()
    assert (await desk.settled(sent["links"]["self"]))["id"] == "a/b:1"
    both = await Software.register(rig, "H90.02", "H90.03")
    unnamed = await both.client.get("/v1/events/a%2Fb:1", headers=both.headers)
    assert (unnamed.status_code, unnamed.json()["reason"]) == (422, "agency_required")
    named = await both.client.get("/v1/events/a%2Fb:1?agency=H90.02", headers=both.headers)
    assert (named.status_code, slug(named.json())) == (404, "event_not_found")
    foreign = await both.client.get(sent["links"]["self"], headers=both.headers)
    assert foreign.status_code == 403


async def test_codes_are_reserved_for_today_and_for_the_past_with_the_scope_only(rig: Rig, desk: Software) -> None:
    """Distinct codes of the day; refusals take no number."""
    first, second = await desk.reserve(3), await desk.reserve(2)
    assert [code[-4:] for code in first + second] == ["0001", "0002", "0003", "0004", "0005"]
    yesterday = (local_day(now()) - timedelta(days=1)).isoformat()
    tomorrow = (local_day(now()) + timedelta(days=1)).isoformat()
    for form, status in (
        ({"count": 0}, 422),
        ({"count": 501}, 422),
        ({"count": 1, "agency": "H90.02"}, 403),
        ({"count": 1, "day": yesterday}, 403),
        ({"count": 1, "day": tomorrow}, 422),
    ):
        answer = await desk.client.post("/v1/codes/reservations", json=form, headers=desk.headers)
        assert answer.status_code == status, answer.text
    archive = await Software.register(rig, AGENCY, scopes=("codes:reserve", "backfill"))
    assert (await archive.reserve(1, day=yesterday))[0].endswith("-0001")
    assert (await desk.reserve())[0].endswith("-0006")
