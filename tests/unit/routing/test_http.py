"""Routing's HTTP interface over a store in memory."""

from datetime import UTC, datetime

import httpx

from services.contracts.events.lifecycle import Registered
from services.routing.entrypoints.http.get_route import get_route
from services.routing.entrypoints.http.get_worklist import get_worklist
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health
from tests.unit.routing.bench import Bench
from tests.unit.routing.signed import CODE, DESK, LAND, TAX, LegCompleted, lifecycle, report, snapshot

SECRET = "t" * 32


def _now() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


def _client(bench: Bench, *agencies: str, scope: str = "routes:read") -> httpx.AsyncClient:
    area = Area(routers=(get_route(bench.routes), get_worklist(bench.worklist)))
    app = app_of("routing", "Routing", (area,), Health(), Access(TokenVerifier([SECRET], _now)))
    token, _ = TokenIssuer(SECRET, 600, _now).issue(Principal("c", frozenset(agencies), frozenset({scope})))
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://routing", headers=headers)


async def test_agencies_that_take_part_see_the_route() -> None:
    """Every leg with its attempts, the slip, and whether the clock runs."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    await bench.hear(report(LegCompleted, "appraise"))
    async with _client(bench, TAX) as client:
        answer = await client.get(f"/v1/routes/{CODE}")
    body = answer.json()
    assert (answer.status_code, body["status"], body["clock_running"]) == (200, "open", False)
    assert [(leg["leg"], leg["status"], len(leg["attempts"])) for leg in body["legs"]] == [
        ("appraise", "completed", 1),
        ("tax", "dispatched", 1),
        ("issue", "waiting", 0),
    ]
    assert body["legs"][1]["attempts"][0]["slip"] == f"{CODE}/tax/1"


async def test_for_others_a_route_does_not_exist() -> None:
    """Nor does one that was never opened; a token without the scope learns nothing at all."""
    bench = Bench()
    await bench.live(
        lifecycle(1, snapshot()), lifecycle(1, snapshot(Registered, code="H90.01-240506-0002"), "H90.01-240506-0002")
    )
    async with _client(bench, "H91.20") as client:
        assert (await client.get(f"/v1/routes/{CODE}")).status_code == 404
    async with _client(bench, DESK) as client:
        assert (await client.get("/v1/routes/H90.01-240506-0002")).status_code == 404
        assert (await client.get("/v1/routes/H90.01-240506-0003")).status_code == 404
    async with _client(bench, DESK, scope="dossiers:read") as client:
        assert (await client.get(f"/v1/routes/{CODE}")).status_code == 403


async def test_the_worklist_is_read_page_by_page() -> None:
    """The cursor goes on where the page ended, and no agency sees another's."""
    bench = Bench()
    codes = [f"H90.01-240506-{number:04d}" for number in range(1, 6)]
    await bench.live(*(lifecycle(1, snapshot(code=code), code) for code in codes))
    found: list[tuple[str, str, str]] = []
    cursor: str | None = ""
    async with _client(bench, LAND) as client:
        for _ in range(3):
            answer = await client.get(f"/v1/agencies/{LAND}/worklist", params={"limit": 2, "cursor": cursor or ""})
            found += [(item["code"], item["leg"], item["status"]) for item in answer.json()["items"]]
            cursor = answer.json()["next"]
        assert cursor is None
        assert found == [(code, "appraise", "dispatched") for code in codes]
        assert (await client.get(f"/v1/agencies/{TAX}/worklist")).status_code == 403
        assert (await client.get(f"/v1/agencies/{LAND}/worklist?cursor=%21")).status_code == 422
