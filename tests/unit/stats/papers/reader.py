"""An application of some routers without a store behind it, and a client with scopes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter

from services.kernel.times import utc_now
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health

SECRET = "a test secret of at least 32 characters"


@asynccontextmanager
async def reader(
    *routers: APIRouter, scopes: tuple[str, ...] = ("statistics:read",)
) -> AsyncIterator[httpx.AsyncClient]:
    app = app_of("stats", "Test", (Area(routers=routers),), Health(), Access(TokenVerifier([SECRET], utc_now)))
    issuer = TokenIssuer(SECRET, 3600, utc_now)
    token, _ = issuer.issue(Principal("tests", frozenset({"H90"}), frozenset(scopes)))
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stats", headers=headers) as http:
        yield http
