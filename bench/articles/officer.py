"""Somebody with a login of a province who reads its statistics over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

from bench.statistics import reader_token

__all__ = ["Officer"]


@dataclass(frozen=True, slots=True)
class Officer:
    """`http` has the address of the service; the token is a fresh one each time, since a replay may take hours."""

    http: httpx.AsyncClient
    token_secret: str
    province: str

    async def get(self, service: str, path: str, params: Any = None) -> httpx.Response:  # noqa: ARG002 there is one
        token = reader_token(self.token_secret, self.province)
        headers = {"Authorization": f"Bearer {token}", "Cache-Control": "no-cache"}
        return await self.http.get(path, params=params, headers=headers)
