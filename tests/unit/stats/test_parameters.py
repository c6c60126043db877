"""Query parameters that an address does not have are refused, so that none passes as no filter."""

from typing import Any

import httpx
import pytest
from fastapi import Depends

from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app
from services.stats.entrypoints.http.parameters import First, Last, Values, check_period, only_declared


async def _ask(**params: Any) -> httpx.Response:
    app, router = create_app("test", Health()), ApiRouter()

    async def of_channel(channel: Values = None) -> None:
        """Parameters may be those of a dependency."""

    @router.get("/v1/one", dependencies=[Depends(only_declared("attribute.")), Depends(of_channel)])
    async def read(first: First, last: Last, agency: Values = None) -> str:
        check_period(first, last)
        return "answered"

    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.get("/v1/one", params={"from": "2026-01-01", "to": "2026-12-31"} | params)


async def test_a_name_with_a_typing_error_is_refused() -> None:
    """`agncy=H90` would be answered with the figures of the whole country."""
    refused = await _ask(agncy="H90")
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "query.agncy", "reason": "not_a_parameter"}]


async def test_declared_names_pass() -> None:
    """Also those that only the address itself can judge."""
    assert (await _ask(**{"agency": ["H90"], "channel": "online", "attribute.disjoint": "true"})).status_code == 200


@pytest.mark.parametrize(
    ("days", "field", "reason"),
    [
        ({"to": "9999-12-31"}, "to", "out_of_range"),
        ({"from": "0001-01-01"}, "from", "out_of_range"),
        ({"to": "2046-01-01"}, "to", "too_long_after"),
        ({"to": "2025-12-31"}, "to", "before_from"),
    ],
)
async def test_days_are_those_that_reports_have(days: dict[str, str], field: str, reason: str) -> None:
    """As every report refuses them."""
    refused = await _ask(**days)
    assert refused.json()["errors"] == [{"field": f"query.{field}", "reason": reason}]
