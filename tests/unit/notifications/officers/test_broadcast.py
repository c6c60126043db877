"""Control documents to the list of an agency."""

from pathlib import Path

import httpx
import orjson
import pytest

from services.notifications.entrypoints.http.broadcast_document import broadcast_document
from services.notifications.entrypoints.http.notification_view import notification_view
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health
from tests.unit.notifications.bench import Bench
from tests.unit.notifications.officers.test_warnings import FIRST, SECOND, listed_bench

SECRET = "t" * 32
PATH = "/v1/agencies/H90.01/broadcasts"
DOCUMENT = {"document": "580/KH-UBND"}


def _client(bench: Bench, agency: str = "H90.01", scope: str = "dossiers:write") -> httpx.AsyncClient:
    access = Access(TokenVerifier([SECRET], bench.clock))
    area = Area(routers=(broadcast_document(bench.broadcast),))
    app = app_of("notifications", "Notifications", (area,), Health(), access)
    principal = Principal("c", frozenset({agency}), frozenset({scope}))
    token, _ = TokenIssuer(SECRET, 600, bench.clock).issue(principal)
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notifications", headers=headers)


async def test_each_number_on_the_list_hears_of_a_document_once(tmp_path: Path) -> None:
    """Asked for again, before and after it was sent, the same messages are named and none is sent twice."""
    bench = listed_bench(tmp_path)
    async with _client(bench) as client:
        first = await client.post(PATH, json=DOCUMENT)
        await bench.work()
        again = await client.post(PATH, json=DOCUMENT)
        await bench.work()
    assert (first.status_code, again.json()) == (202, first.json())
    assert sorted(message.to for message in bench.provider.given) == [FIRST, SECOND]
    assert {message.text for message in bench.provider.given} == {
        "Van ban 580/KH-UBND da gui dau moi cua H90.01. De nghi to chuc thuc hien."
    }


async def test_what_becomes_of_it_is_told_without_a_dossier(tmp_path: Path) -> None:
    """An event type of its own: those of dossiers always name one."""
    bench = listed_bench(tmp_path)
    await bench.broadcast("H90.01", "580/KH-UBND")
    await bench.work()
    row = next(iter(bench.tables["notifications"].rows.values()))
    bodies = [orjson.loads(entry["data"]) for entry in row["outbox"]]
    assert [body["state"] for body in bodies] == ["accepted", "submitted"]
    assert all(body["record"] == "580/KH-UBND" and "procedure" not in body for body in bodies)


async def test_its_messages_can_be_looked_at(tmp_path: Path) -> None:
    """By the agency; they name the document instead of a dossier."""
    bench = listed_bench(tmp_path)
    await bench.broadcast("H90.01", "580/KH-UBND")
    view = notification_view(bench.stored()[0])
    assert (view.dossier, view.procedure, view.record) == (None, None, "580/KH-UBND")


@pytest.mark.parametrize(
    ("agency", "scope", "body", "status"),
    [
        ("H91.01", "dossiers:write", DOCUMENT, 403),
        ("H90.01", "dossiers:read", DOCUMENT, 403),
        ("H90.01", "dossiers:write", {"document": "gọi 0912 345 678"}, 422),
    ],
)
async def test_others_and_free_text_are_refused(
    tmp_path: Path, agency: str, scope: str, body: dict[str, str], status: int
) -> None:
    """Only the agency itself, and only the number of a document."""
    bench = listed_bench(tmp_path)
    async with _client(bench, agency, scope) as client:
        assert (await client.post(PATH, json=body)).status_code == status
    assert bench.stored() == []


async def test_an_agency_without_a_list_is_told_so() -> None:
    """Nothing is sent silently to nobody."""
    async with _client(Bench()) as client:
        answer = await client.post(PATH, json=DOCUMENT)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:lienthong:problem:list_empty")
