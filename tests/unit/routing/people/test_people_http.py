"""Rosters, assignments and extensions over HTTP: for the agency's own software, problems in both languages."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from services.routing.application.people.known_teams import KnownTeams
from services.routing.application.people.ring_next import RingNext
from services.routing.entrypoints.http.get_route import get_route
from services.routing.entrypoints.http.get_worklist import get_worklist
from services.routing.entrypoints.http.people.delete_rostered import add_delete_rostered
from services.routing.entrypoints.http.people.get_extension import add_get_extension
from services.routing.entrypoints.http.people.get_roster import add_get_roster
from services.routing.entrypoints.http.people.put_officer import add_put_officer
from services.routing.entrypoints.http.people.put_rostered import add_put_rostered
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.runtime.web.router import ApiRouter
from tests.unit.routing.people.office import PLACE, Office
from tests.unit.routing.signed import CODE

SECRET = "t" * 32
CATALOGUE = Path(__file__).parents[4] / "deploy/catalogue"
WARD = "H91.11.01"


def _now() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


def _client(office: Office, *routers: ApiRouter, scope: str = "roster:write") -> httpx.AsyncClient:
    router = ApiRouter(tags=["people"])
    for add in (add_get_roster, add_put_rostered, add_delete_rostered):
        add(router, office.keep)
    add_put_officer(router, office.assign)
    area = Area(routers=(router, *routers, get_route(office.routes), get_worklist(office.worklist)))
    app = app_of("routing", "Routing", (area,), Health(), Access(TokenVerifier([SECRET], _now)))
    principal = Principal("c", frozenset({PLACE, WARD}), frozenset({"routes:read", scope}))
    token, _ = TokenIssuer(SECRET, 600, _now).issue(principal)
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://routing", headers=headers)


async def test_a_roster_is_written_and_read() -> None:
    """The same again changes nothing; who is taken off twice is off."""
    office = Office()
    entry = {"fields": ["land"], "skills": ["surveying"]}
    shift = {"weekdays": [1, 2], "starts": "07:30", "ends": "11:30"}
    async with _client(office) as client:
        for _ in range(2):
            put = await client.put(f"/v1/agencies/{PLACE}/roster/land-04", json=entry | {"shifts": [shift]})
        await client.put(f"/v1/agencies/{PLACE}/roster/land-06", json=entry)
        read = await client.get(f"/v1/agencies/{PLACE}/roster")
        for _ in range(2):
            left = await client.delete(f"/v1/agencies/{PLACE}/roster/land-06")
    assert put.status_code == 200
    assert [each["officer"] for each in read.json()["officers"]] == ["land-04", "land-06"]
    assert read.json()["officers"][0]["shifts"] == [{"weekdays": [1, 2], "starts": "07:30:00", "ends": "11:30:00"}]
    assert [each["officer"] for each in left.json()["officers"]] == ["land-04"]
    assert (await office.keep.read(PLACE)).version == 3


async def test_a_missing_skill_is_refused_in_both_languages() -> None:
    """S2-19: the problem names the field and what it needs."""
    async with _client(Office()) as client:
        answer = await client.put(f"/v1/agencies/{PLACE}/roster/clerk-03", json={"fields": ["land"]})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"].endswith("skill_missing")
    assert "surveying" in str(problem)
    assert "Cán bộ chưa đủ nghiệp vụ" in answer.text
    assert "The officer lacks a skill" in answer.text


async def test_an_assignment_is_seen_on_route_and_worklist() -> None:
    """By account; the officer of another's choosing replaces the field's."""
    office = Office()
    await office.roster("land-04")
    await office.accept()
    await office.roster("land-06")
    named = "land-06" if [item.officer for item in await office.work()] == ["land-04"] else "land-04"
    async with _client(office) as client:
        body = {"agency": PLACE, "officer": named}
        answer = await client.put(f"/v1/routes/{CODE}/legs/survey/officer", json=body)
        unknown = await client.put(f"/v1/routes/{CODE}/legs/roof/officer", json=body)
        route = (await client.get(f"/v1/routes/{CODE}")).json()
        work = (await client.get(f"/v1/agencies/{PLACE}/worklist")).json()
    assert (answer.status_code, unknown.status_code) == (204, 404)
    assert route["legs"][0]["attempts"][0]["hands"]["officer"] == named
    assert [item["officer"] for item in work["items"]] == [named]


async def test_only_the_agency_with_the_scope_changes_its_roster() -> None:
    """Another agency's roster is not this credential's business, nor is writing without the scope."""
    office, entry = Office(), {"fields": ["sea"]}
    async with _client(office) as client:
        assert (await client.put("/v1/agencies/H90.01/roster/clerk-03", json=entry)).status_code == 403
        wrong = await client.put(f"/v1/routes/{CODE}/legs/survey/officer", json={"agency": "H90.01", "officer": "x"})
        assert wrong.status_code == 403
    async with _client(office, scope="events:write") as client:
        assert (await client.put(f"/v1/agencies/{PLACE}/roster/clerk-03", json=entry)).status_code == 403


@pytest.mark.parametrize("shift", [{"weekdays": [8]}, {"weekdays": []}, {"ends": "07:00"}, {"starts": "late"}])
async def test_a_shift_that_makes_no_sense_is_refused(shift: dict[str, object]) -> None:
    """Weekdays 1 to 7, at least one, and it ends after it starts."""
    good: dict[str, object] = {"weekdays": [1], "starts": "07:30", "ends": "11:30"}
    async with _client(Office()) as client:
        path = f"/v1/agencies/{PLACE}/roster/clerk-03"
        assert (await client.put(path, json={"fields": ["sea"], "shifts": [good | shift]})).status_code == 422


async def test_the_office_officer_is_told_which_phone_to_ring() -> None:
    """S1-02 at Đông Tiến, as shipped: three fields, the fallback when nobody answers, then nobody."""
    office, catalogue = Office(), read_catalogue(CATALOGUE)
    teams = KnownTeams(catalogue, office.book, office.registers)
    router = ApiRouter(tags=["people"])
    add_get_extension(router, RingNext(catalogue, teams, _now))
    async with _client(office, router) as client:

        async def ring(field: str, *tried: str) -> str | None:
            answer = await client.get(f"/v1/agencies/{WARD}/extensions/{field}", params={"tried": list(tried)})
            found = answer.json()["ring"]
            return found["id"] if found else None

        first = [await ring(field) for field in ("culture_society", "cadastral", "justice")]
        assert first == [f"{WARD}/ext-1", f"{WARD}/ext-2", f"{WARD}/ext-3"]
        assert await ring("justice", f"{WARD}/ext-3") == f"{WARD}/ext-0"
        assert await ring("justice", f"{WARD}/ext-3", f"{WARD}/ext-0") is None
        assert (await client.get(f"/v1/agencies/{WARD}/extensions/sailing")).status_code == 422
