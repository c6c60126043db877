"""`require` lets in who has the scope, and answers everybody else with the right problem."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import Depends

from services.kernel.times import utc_now
from services.runtime.auth.access import Access, protect, require
from services.runtime.auth.principal import Principal
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health
from services.runtime.web import create_app

SECRET = "s" * 64


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app("test", Health())
    protect(app, Access(TokenVerifier([SECRET], utc_now), RateLimiter(rate=0.001, burst=2)))

    @app.get("/v1/mine")
    async def mine(principal: Annotated[Principal, Depends(require("dossiers.read"))]) -> dict[str, str]:
        return {"client": principal.client_id}

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as session:
        yield session


def _bearer(*scopes: str) -> dict[str, str]:
    token, _ = TokenIssuer(SECRET, 3600, utc_now).issue(Principal("client-1", scopes=frozenset(scopes)))
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    ("headers", "status", "slug"),
    [
        ({}, 401, "token_missing"),
        ({"Authorization": "Basic YTpi"}, 401, "token_missing"),
        ({"Authorization": "Bearer"}, 401, "token_missing"),
        ({"Authorization": "Bearer x.y.z"}, 401, "token_invalid"),
        (_bearer("dossiers.write"), 403, "scope_missing"),
    ],
)
async def test_who_may_not_is_told_why(
    client: httpx.AsyncClient, headers: dict[str, str], status: int, slug: str
) -> None:
    """401 with WWW-Authenticate without a good token, 403 without the scope."""
    response = await client.get("/v1/mine", headers=headers)
    assert (response.status_code, response.json()["type"]) == (status, f"urn:lienthong:problem:{slug}")
    assert ("www-authenticate" in response.headers) == (status == 401)


async def test_who_may_gets_in_until_the_bucket_is_empty(client: httpx.AsyncClient) -> None:
    """Two requests of burst, then 429 with Retry-After; refused requests cost nothing."""
    await client.get("/v1/mine", headers=_bearer("dossiers.write"))
    statuses = [(await client.get("/v1/mine", headers=_bearer("dossiers.read"))).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_the_openapi_document_names_the_flow(client: httpx.AsyncClient) -> None:
    """Client credentials at the token endpoint, on the protected operation only."""
    document = (await client.get("/openapi.json")).json()
    flows = document["components"]["securitySchemes"]["agencies"]["flows"]
    assert flows["clientCredentials"]["tokenUrl"] == "/oauth/token"
    assert document["paths"]["/v1/mine"]["get"]["security"]
