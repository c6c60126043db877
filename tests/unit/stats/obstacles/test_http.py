"""Obstacles over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.runtime.web import ApiRouter
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.entrypoints.http.obstacles.forms import EXAMPLE
from services.stats.entrypoints.http.obstacles.list_obstacles import add_list_obstacles
from services.stats.entrypoints.http.obstacles.report_obstacle import add_report_obstacle
from services.stats.entrypoints.http.obstacles.take_back import add_take_back
from tests.fakes.store import FakeStore

SECRET: Final = "a test secret of at least 32 characters"
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def labels_and_catalogue() -> Any:
    catalogue = read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")
    return catalogue.words.obstacles, catalogue


@pytest.fixture
async def http(labels_and_catalogue: Any) -> AsyncIterator[httpx.AsyncClient]:
    labels, catalogue = labels_and_catalogue
    obstacles, router = StoredObstacles(FakeStore().collection(COLLECTION)), ApiRouter()
    add_report_obstacle(router, ReportObstacle(obstacles, catalogue, lambda: NOW), labels)
    add_list_obstacles(router, obstacles, labels)
    add_take_back(router, obstacles)
    app = app_of("stats", "tests", [Area(routers=(router,))], Health(), Access(TokenVerifier([SECRET], lambda: NOW)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stats") as client:
        yield client


def caller(*scopes: str, agency: str = "H90.02", key: str = "k1") -> dict[str, str]:
    principal = Principal("desk", frozenset({agency}), frozenset(scopes))
    token = TokenIssuer(SECRET, 3600, lambda: NOW).issue(principal)[0]
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": key}


async def test_an_obstacle_is_reported_listed_and_taken_back(http: httpx.AsyncClient) -> None:
    """The whole life over HTTP: 201, the same again, the list with its label, 204, an empty list."""
    writer, reader = caller("statistics:write"), caller("statistics:read")
    made = await http.post("/v1/obstacles", json=EXAMPLE, headers=writer)
    again = await http.post("/v1/obstacles", json=EXAMPLE, headers=writer)
    assert (made.status_code, again.status_code) == (201, 201)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == made.json()

    weeks = {"from_week": "2026-W40", "to_week": "2026-W48", "agency": "H90"}
    listed = (await http.get("/v1/obstacles", params=weeks, headers=reader)).json()
    assert [each["category_name"] for each in listed["obstacles"]] == ["Lãnh đạo đi vắng, chưa ủy quyền ký"]

    assert (await http.delete(made.headers["location"], headers=caller("statistics:read"))).status_code == 403
    neighbour = caller("statistics:write", agency="H90.01")
    assert (await http.delete(made.headers["location"], headers=neighbour)).status_code == 404
    assert (await http.delete(made.headers["location"], headers=writer)).status_code == 204
    assert (await http.get("/v1/obstacles", params=weeks, headers=reader)).json()["obstacles"] == []


@pytest.mark.parametrize(
    ("changed", "headers", "status", "slug"),
    [
        ({}, caller("statistics:read"), 403, "scope_missing"),
        ({}, caller("statistics:write", agency="H90.01"), 403, "agency_not_allowed"),
        ({"week": "2025-W53"}, caller("statistics:write"), 422, "obstacle_week_unknown"),
        ({"text": "gọi 0912 345 678"}, caller("statistics:write"), 422, "obstacle_names_somebody"),
        ({"text": "gọi 0912 345 678", "week": 48}, caller("statistics:write"), 422, "fields_invalid"),
    ],
)
async def test_refusals_are_problems_that_quote_nothing(
    http: httpx.AsyncClient, changed: dict[str, Any], headers: dict[str, str], status: int, slug: str
) -> None:
    """RFC 9457 in both languages, without a digit of what was written."""
    answer = await http.post("/v1/obstacles", json=EXAMPLE | changed, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:lienthong:problem:{slug}")
    assert set(answer.json()["texts"]) == {"vi", "en"}
    assert "0912 345 678" not in answer.text  # the id of the answer may well have three of its digits


async def test_weeks_run_forward(http: httpx.AsyncClient) -> None:
    """A list that ends before it begins is refused, not empty."""
    weeks = {"from_week": "2026-W48", "to_week": "2026-W47"}
    answer = await http.get("/v1/obstacles", params=weeks, headers=caller("statistics:read"))
    assert answer.status_code == 422
