"""What the articles' scenarios say has to be refused, over HTTP on the real platform, as often as they say."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from services.kernel.times import VIETNAM, local_day
from services.runtime.auth.principal import Principal
from tests.component.intake.rig import FILING, Rig, key

_SCOPES = frozenset({"dossiers:write", "dossiers:read", "desk:write", "delegations:write", "backfill"})


def _desk(rig: Rig, *agencies: str) -> httpx.AsyncClient:
    return rig.client(Principal("scenario", frozenset(agencies), _SCOPES))


def _at(text: str) -> str:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).isoformat()


async def _file(client: httpx.AsyncClient, agency: str, procedure: str, at: str, **changes: Any) -> httpx.Response:
    form = FILING | {"agency": agency, "procedure": procedure, "occurred_at": _at(at), "channel": "direct"} | changes
    return await client.post("/v1/dossiers", json=form, headers=key(str(uuid4())))


async def test_s001_f1_the_extended_hour_refuses_other_fields_and_tells_the_next_window(rig: Rig) -> None:
    """Six cadastral dossiers on Mondays, six of justice on Fridays: none is received, no number is taken."""
    client = _desk(rig, "H91.11.02")
    mondays = [await _file(client, "H91.11.02", "9.000102", f"2023-07-{day:02d} 17:20") for day in (3, 10, 17, 24, 31)]
    mondays.append(await _file(client, "H91.11.02", "9.000102", "2023-08-07 17:20"))
    fridays = [await _file(client, "H91.11.02", "1.001193", f"2023-07-{day:02d} 17:20") for day in (7, 14, 21, 28)]
    fridays += [await _file(client, "H91.11.02", "1.001193", f"2023-08-{day:02d} 17:20") for day in (4, 11)]
    assert {answer.status_code for answer in [*mondays, *fridays]} == {422}
    assert {answer.json()["type"].rpartition(":")[2] for answer in [*mondays, *fridays]} == {"field_not_served"}
    assert "2023-07-07" in mondays[0].text
    assert "2023-07-10" in fridays[0].text
    received = await _file(client, "H91.11.02", "1.001193", "2023-07-03 17:20")
    assert received.json()["code"].endswith("-230703-0001")
    assert received.json()["tags"] == ["ninth_hour"]


async def test_s001_f2_reception_after_the_extended_hour_is_untagged(rig: Rig) -> None:
    """17:35 in winter is after it, 16:45 in summer is an ordinary hour."""
    client = _desk(rig, "H91.11.02")
    for at in ("2023-12-04 17:35", "2023-07-03 16:45"):
        answer = await _file(client, "H91.11.02", "1.001193", at, tags=["ninth_hour"])
        assert answer.status_code == 201, answer.text
        assert answer.json()["tags"] == []
        assert [each["tag"] for each in answer.json()["dropped_tags"]] == ["ninth_hour"]


async def test_s001_f4_a_declaration_without_the_citizens_hand_stays_a_draft(rig: Rig) -> None:
    """It is read back and not confirmed: filing it is refused, and it still is a draft."""
    client = _desk(rig, "H91.01.01")
    form = {"officer": "cb-014", "procedure": "1.004873", "applicant": FILING["applicant"], "answers": {}}
    draft = (await client.post("/v1/drafts", json=form, headers=key(str(uuid4())))).json()
    here = f"/v1/drafts/{draft['id']}"
    assert (await client.post(f"{here}/read-back", json={"officer": "cb-014"})).is_success
    refused = await client.post(f"{here}/file", json={"officer": "cb-014", "tags": ["no_writing"]})
    assert refused.status_code == 409, refused.text
    kept = (await client.get(here)).json()
    assert (kept["stage"], kept["code"]) == ("read_back", None)


async def test_s001_f5_a_volunteer_saturday_is_no_working_time(rig: Rig) -> None:
    """24 hours received on a Saturday end on Wednesday's closing, as if received on Monday at the opening."""
    client = _desk(rig, "H91.20.11")
    answer = await _file(client, "H91.20.11", "1.011441", "2023-07-08 09:00")
    assert answer.json()["tags"] == ["volunteer_saturday"]
    assert answer.json()["appointment"] == "2023-07-12T17:00:00+07:00"


async def test_s003_paper_on_a_paperless_service_or_day_is_refused_and_never_received(rig: Rig) -> None:
    """Twelve paper filings at the centre are registered and refused with guidance; online goes on."""
    client = _desk(rig, "H93.90")
    for day in range(12):
        at = datetime(2023, 1, 4, 9, tzinfo=VIETNAM) + timedelta(weeks=day)
        answer = await _file(client, "H93.90", f"9.5{day + 1:05d}", at.strftime("%Y-%m-%d %H:%M"), accept=True)
        body = answer.json()
        assert (body["status"], body["received_at"], body["tags"]) == (3, None, ["paper_refused"]), answer.text
        assert body["refusal"]["guidance"].startswith("/thu-tuc/9.5")
    online = await _file(client, "H93.90", "9.500001", "2023-01-04 09:00", channel="online")
    assert (online.json()["status"], online.json()["tags"]) == (2, [])


async def test_s003_f2_a_licence_renewal_of_june_keeps_eight_days(rig: Rig) -> None:
    """The version of the reception day holds: 64 working hours on 30 June, 40 on 3 July."""
    client = _desk(rig, "H93.30")
    june = await _file(client, "H93.30", "9.700001", "2023-06-30 07:30", channel="online")
    july = await _file(client, "H93.30", "9.700001", "2023-07-03 07:30", channel="online")
    assert (june.json()["procedure"], june.json()["appointment"]) == ("9.700001@1", "2023-07-11T17:00:00+07:00")
    assert (july.json()["procedure"], july.json()["appointment"]) == ("9.700001@2", "2023-07-07T17:00:00+07:00")


async def test_s004_f1_a_delegate_signs_neither_before_nor_after_nor_anything_else(rig: Rig) -> None:
    """Three signatures outside the delegation are refused, and the one inside stands on behalf of the chair."""
    client = _desk(rig, "H94.02.01")
    post = {
        "officer": "chair-1", "role": "ward_chair", "document_number": "1/QD", "valid_from": _at("2021-07-01 00:00"),
    }  # fmt: skip
    delegation = {
        "delegator": "chair-1", "delegate": "justice-1", "role": "justice_officer", "document_number": "2/UQ",
        "prefix": "TUQ.", "procedures": ["2.000815"], "valid_from": _at("2022-01-01 00:00"),
        "valid_to": _at("2022-12-31 23:59"),
    }  # fmt: skip
    assert (await client.post("/v1/signing-posts", json=post)).is_success
    assert (await client.post("/v1/delegations", json=delegation)).is_success
    outside = [
        ("2.000815", "2021-12-31 09:00"),
        ("2.000815", "2023-01-03 09:00"),
        ("2.000884", "2022-06-01 09:00"),
    ]
    for procedure, at in outside:
        refused = await _sign(client, procedure, at)
        assert refused.status_code in {403, 409, 422}, refused.text
    signed = await _sign(client, "2.000815", "2022-06-01 09:00")
    assert signed.is_success, signed.text
    assert signed.json()["signatures"][-1]["on_behalf_of"] == "ward_chair"


async def _sign(client: httpx.AsyncClient, procedure: str, at: str) -> httpx.Response:
    filed = await _file(client, "H94.02.01", procedure, at)
    assert filed.status_code == 201, filed.text
    form = {"officer": "justice-1", "occurred_at": _at(at), "scope": {"paper_origin": "domestic"}}
    return await client.post(f"/v1/dossiers/{filed.json()['code']}/sign", json=form)


def test_the_days_above_are_what_they_are_called() -> None:
    """Mondays, Fridays, a Saturday and Wednesdays, so that the tests above show what they say."""
    days = {"2023-07-03": 1, "2023-07-07": 5, "2023-07-08": 6, "2023-01-04": 3, "2023-12-04": 1}
    assert {day: local_day(datetime.fromisoformat(_at(f"{day} 12:00"))).isoweekday() for day in days} == days
