"""Answers in JSON that many ask for at once: read once in a moment, tagged, and not sent to whoever has them."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from services.runtime.web.responses import OrjsonResponse
from services.stats.application.papers.fresh import KEPT_SECONDS, Fresh
from services.stats.domain.papers.canonical import tag_of
from services.stats.entrypoints.http.papers.respond import keep_seconds, respond_tagged, wants_anew

__all__ = ["FreshJson"]


class FreshJson:
    """Kept by address and query; only for answers that are the same for everybody who may ask."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._bodies: Fresh[tuple[str, tuple[tuple[str, str], ...]], bytes] = Fresh(KEPT_SECONDS, now)

    async def answer(self, request: Request, read: Callable[[], Awaitable[Any]]) -> Response:
        """Return what `read` gives as JSON, or 304; raises what it raises."""

        async def body() -> bytes:
            return bytes(OrjsonResponse(await read()).body)

        question = (request.url.path, tuple(sorted(request.query_params.multi_items())))
        kept = await self._bodies.get(question, body, anew=wants_anew(request))
        return respond_tagged(request, kept.value, tag_of(kept.value), "application/json", keep_seconds(kept.age), {})
