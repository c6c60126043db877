"""Filing over HTTP on the real platform: codes, idempotency, refusals."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from services.intake.entrypoints.http.examples import DOSSIER, TIMELINE
from services.runtime.auth.principal import Principal
from tests.component.intake.rig import DESK, FILING, LAND, SCOPES, STRANGER, Rig, key, wait_for


async def test_a_dossier_is_filed_accepted_and_published(rig: Rig) -> None:
    """201 with code, appointment, fee and receipt; both events reach the broker in order."""
    answer = await rig.client().post("/v1/dossiers", json=FILING, headers=key("k-1"))
    body = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/dossiers/{body['code']}"
    assert (body["status"], body["clock"], body["fee"]["total_vnd"]) == (2, "running", 100_000)
    assert body["appointment"] == body["due_at"] == body["receipt"]["appointment"]
    assert body["receipt"]["number"] == f"BN-{body['code']}"
    assert "Mai" not in answer.text

    async def both() -> bool:
        return await rig.published(body["code"]) == ["registered", "accepted"]

    await wait_for(both)


async def test_one_key_one_dossier(rig: Rig) -> None:
    """Twice in a row and twenty times at once over two replicas: one code; another body is refused."""
    first, second = rig.client(), rig.client(intake=await rig.replica())
    answers = [await first.post("/v1/dossiers", json=FILING, headers=key("same")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert "Idempotency-Replayed" not in answers[0].headers
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    many = await asyncio.gather(
        *(client.post("/v1/dossiers", json=FILING, headers=key("many")) for client in [first, second] * 10)
    )
    assert {answer.status_code for answer in many} == {201}
    assert len({answer.json()["code"] for answer in many}) == 1
    other = await first.post("/v1/dossiers", json=FILING | {"assisted": True}, headers=key("same"))
    assert (other.status_code, other.json()["type"]) == (422, "urn:lienthong:problem:idempotency_key_reused")
    # Replicas that race for one key may each draw a number and use one of them: the next code is new, not "the next".
    assert (await rig.file())["code"] not in {answers[0].json()["code"], many[0].json()["code"]}


async def test_two_replicas_number_one_agency_without_gap_or_double(rig: Rig) -> None:
    """Three hundred filings at once: 1 to 300, each once."""
    clients = [rig.client(), rig.client(intake=await rig.replica())]
    answers = await asyncio.gather(
        *(clients[n % 2].post("/v1/dossiers", json=FILING, headers=key(f"k-{n}")) for n in range(300))
    )
    numbers = sorted(int(answer.json()["code"].rpartition("-")[2]) for answer in answers)
    assert numbers == list(range(1, 301))


@dataclass(frozen=True)
class Refusal:
    """A bad filing and the problem that it gets."""

    status: int
    slug: str
    changes: dict[str, Any] = field(default_factory=dict)
    principal: Principal = DESK
    headers: dict[str, str] = field(default_factory=lambda: key("k"))


READER = Principal("reader", frozenset({"H90.01"}), frozenset({"dossiers:read"}))
TWO = Principal("two", frozenset({"H90.01", "H90.02"}), SCOPES)
REFUSALS = (
    Refusal(422, "procedure_unknown", {"procedure": "9.999999"}),
    Refusal(403, "agency_not_allowed", {"agency": "H90.02"}),
    Refusal(422, "request_refused", {"agency": "elsewhere"}),
    Refusal(422, "fields_invalid", {"colour": "red"}),
    Refusal(422, "phone_invalid", {"applicant": {"name": "Mai", "phone": "12"}}),
    Refusal(422, "time_out_of_range", {"occurred_at": "2024-03-05T09:00:00+07:00"}),
    Refusal(422, "fields_invalid", headers={}),
    Refusal(403, "scope_missing", principal=READER),
    Refusal(422, "request_refused", principal=TWO),
)


async def test_bad_filings_are_refused_with_a_problem(rig: Rig) -> None:
    """The problem names its type in both languages, never the personal data, and no number is taken."""
    for bad in REFUSALS:
        answer = await rig.client(bad.principal).post("/v1/dossiers", json=FILING | bad.changes, headers=bad.headers)
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (bad.status, f"urn:lienthong:problem:{bad.slug}"), bad
        assert problem["texts"]["vi"]["title"]
        assert "Mai" not in answer.text
    assert (await rig.file())["code"].endswith("-0001")


async def test_only_agencies_that_take_part_see_a_dossier(rig: Rig) -> None:
    """The desk and the land branch of the route read it, only the desk changes it, for others it does not exist."""
    code = (await rig.file())["code"]
    paths = (f"/v1/dossiers/{code}", f"/v1/dossiers/{code}/timeline")
    for path in paths:
        assert (await rig.client().get(path)).status_code == 200
        assert (await rig.client(LAND).get(path)).status_code == 200
        assert (await rig.client(STRANGER).get(path)).status_code == 404
    assert (await rig.client(LAND).post(f"/v1/dossiers/{code}/withdraw", json={})).status_code == 403
    assert (await rig.client(STRANGER).post(f"/v1/dossiers/{code}/withdraw", json={})).status_code == 404
    assert (await rig.client().get("/v1/dossiers/H90.01-261123-9999")).status_code == 404


async def test_the_documented_examples_have_the_shape_of_real_answers(rig: Rig) -> None:
    """OpenAPI 3.1 with an example of every answer; the fields are those that are really sent."""
    client = rig.client()
    document = (await client.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    body = await rig.file()
    timeline = (await client.get(f"/v1/dossiers/{body['code']}/timeline")).json()
    assert set(DOSSIER) == set(body)
    assert set(TIMELINE) == set(timeline)
    for path, method, status, example in (
        ("/v1/dossiers", "post", "201", DOSSIER),
        ("/v1/dossiers/{code}", "get", "200", DOSSIER),
        ("/v1/dossiers/{code}/return", "post", "200", DOSSIER),
        ("/v1/dossiers/{code}/timeline", "get", "200", TIMELINE),
    ):
        answer = document["paths"][path][method]["responses"][status]["content"]["application/json"]
        # the framework leaves out what is null
        assert set(answer["example"]) <= set(example)
    filing = document["paths"]["/v1/dossiers"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema = document["components"]["schemas"][filing["$ref"].rpartition("/")[2]]
    answer = await client.post("/v1/dossiers", json=schema["examples"][0], headers=key("example"))
    assert answer.status_code == 201
