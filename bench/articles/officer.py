"""Somebody with a login of a province who reads its statistics over HTTP."""

from dataclasses import dataclass
from typing import Any, Final

import httpx

from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer

__all__ = ["Officer"]

_TOKEN_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Officer:
    """`http` has the address of the service; the token is a fresh one each time, since a replay may take hours."""

    http: httpx.AsyncClient
    token_secret: str
    province: str

    async def get(self, service: str, path: str, params: Any = None) -> httpx.Response:  # noqa: ARG002 there is one
        principal = Principal("articles", frozenset({self.province}), frozenset({"statistics:read"}))
        token, *_ = TokenIssuer(self.token_secret, _TOKEN_SECONDS, utc_now).issue(principal)
        headers = {"Authorization": f"Bearer {token}", "Cache-Control": "no-cache"}
        return await self.http.get(path, params=params, headers=headers)
