"""What is filed and what becomes of it, over HTTP on the real platform."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest

from services.contracts.events import progress
from services.contracts.topics import TALLY, TOPICS
from services.runtime.kafka.operations.reading import read_topic
from tests.component.intake.rig import FILING, LAND, Rig, key, now, wait_for

PERSON = {"name": "Nguyễn Thị Mai", "phone": "0912 345 678", "id_number": "012345678901"}
PDF = b"%PDF-1.7 scan of a result"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploaded files of these tests are kept nowhere else."""
    monkeypatch.setenv("LIENTHONG_FILES_DIR", str(tmp_path))


async def _topic(rig: Rig, name: str) -> list[tuple[bytes, bytes]]:
    """Key and value of every record, each once however often it was delivered."""
    found = [(raw.key or b"", raw.value or b"") async for raw in read_topic(rig.platform.kafka, rig.namespace, name)]
    return list(dict.fromkeys(found))


async def test_no_topic_tells_of_a_secret_dossier(rig: Rig) -> None:
    """All topics are read: a count under a random key, and nothing that leads back (s003 F1)."""
    code = (await rig.file(secret=True, applicant=PERSON))["code"]
    client = rig.client()
    for step in ("complete", "return"):
        answer = await client.post(f"/v1/dossiers/{code}/{step}", json={})
        assert answer.status_code == 200, answer.text

    async def counted() -> bool:
        return len(await _topic(rig, TALLY.name)) == 2

    await wait_for(counted)
    tallies = await _topic(rig, TALLY.name)
    assert len({record[0] for record in tallies}) == 1
    assert [orjson.loads(value)["outcome"] for _, value in tallies] == ["pending", "early"]
    told = [part for topic in TOPICS for record in await _topic(rig, topic.name) for part in record]
    canaries = (code.encode(), b"1.012753", b"Mai", b"912345678")
    assert not [part for part in told if any(canary in part for canary in canaries)]
    assert (await client.get("/v1/secret-totals?from=2020-01-01&to=2099-12-31")).json()["early"] == 1
    assert (await rig.client(LAND).get(f"/v1/dossiers/{code}")).status_code == 404
    assert (await client.get(f"/v1/public/dossiers/{code}")).status_code == 404


async def test_a_result_becomes_a_file_and_stands_for_a_paper(rig: Rig) -> None:
    """Upload, write for the citizen, file, pay, finish, digitise; the next dossier need not bring the paper."""
    client = rig.client()
    uploaded = await client.post("/v1/files", content=PDF, headers={"Content-Type": "application/pdf"})
    assert uploaded.status_code == 201, uploaded.text
    sha256 = uploaded.json()["sha256"]
    assert (await client.get(f"/v1/files/{sha256}")).content == PDF
    assert (await rig.client(LAND).get(f"/v1/files/{sha256}")).status_code == 404

    code = await _written_and_filed(rig)
    paid = {"reference": "BL-1", "amount_vnd": 20_000, "method": "card"}
    for _ in range(2):
        answer = await client.post(f"/v1/dossiers/{code}/fee-payments", json=paid)
        assert answer.json()["fee"]["paid_vnd"] == 20_000, answer.text
    too_early = {"reference": "XN-1", "file": sha256, "pages": 1, "stands_for": "marital_status"}
    refused = await client.post(f"/v1/dossiers/{code}/result", json=too_early)
    assert (refused.status_code, refused.json()["status"]) == (409, 409)

    await _finished(rig, code)
    digitised = await client.post(f"/v1/dossiers/{code}/result", json=too_early)
    assert (digitised.status_code, digitised.json()["result"]["pages"]) == (200, 1), digitised.text
    papers = [{"key": "declaration"}, {"key": "identity", "form": 1}, {"key": "residence_paper", "form": 1}]
    marriage = await rig.file(procedure="1.000894", applicant=PERSON, components=papers)
    reused = {each["key"]: each["reused_result"] for each in marriage["components"]}
    assert reused["marital_status"] == "XN-1"


async def _finished(rig: Rig, code: str) -> None:
    """Routing says that the one leg is done."""
    said: dict[str, Any] = {"occurred_at": now(), "code": code, "procedure": "1.004873@1", "clock": "running"}
    await rig.progress(progress.RouteOpened(**said, legs=("handle",)))
    await rig.progress(progress.RouteCompleted(**said))
    await rig.reached(code, 9)


async def _written_and_filed(rig: Rig) -> str:
    """A declaration from a citizen's words: refused until it is confirmed."""
    client, officer = rig.client(), {"officer": "cb-014"}
    words = {"procedure": "1.004873", "applicant": PERSON, "answers": {"purpose": "Kết hôn"}}
    draft = (await client.post("/v1/drafts", json=officer | words, headers=key(str(uuid4())))).json()["id"]
    filing = officer | {"accept": True, "tags": ["no_writing"]}
    refused = await client.post(f"/v1/drafts/{draft}/file", json=filing)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:lienthong:problem:draft_not_confirmed")
    assert (await client.post(f"/v1/drafts/{draft}/read-back", json=officer)).status_code == 200
    assert (await client.post(f"/v1/drafts/{draft}/confirm", json=officer | {"by": "signature"})).status_code == 200
    filed = await client.post(f"/v1/drafts/{draft}/file", json=filing)
    assert filed.status_code == 201, filed.text
    again = await client.post(f"/v1/drafts/{draft}/file", json=filing)
    assert again.json()["code"] == filed.json()["code"]
    assert filed.json()["confirmed_by"] == "signature"
    code: str = filed.json()["code"]
    return code


async def test_what_is_missing_is_told_before_a_number_is_taken(rig: Rig) -> None:
    """Both languages, the list of papers, and no gap in the numbers."""
    client = rig.client()
    body = FILING | {"components": [{"key": "declaration"}]}
    refused = await client.post("/v1/dossiers", json=body, headers=key(str(uuid4())))
    assert refused.status_code == 422
    assert refused.json()["components"] == ["rights", "identity", "household_book"]
    details = {language: text["detail"] for language, text in refused.json()["texts"].items()}
    assert details["en"].startswith("Missing: rights, identity, household_book.")
    assert details["vi"].startswith("Còn thiếu: rights, identity, household_book.")
    filed = await client.post("/v1/dossiers", json=body | {"waiver": "known_in_person"}, headers=key(str(uuid4())))
    assert filed.status_code == 201, filed.text
    assert filed.json()["code"].endswith("-0001")
