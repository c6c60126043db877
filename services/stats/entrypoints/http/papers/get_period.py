"""GET /v1/periods/{period}: what was frozen, and where the present figures differ from it."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.runtime.web import ApiRouter
from services.stats.application.papers.show_period import ShowPeriod
from services.stats.domain.papers.canonical import canonical, digest_of
from services.stats.entrypoints.http.papers.period_views import view_shown
from services.stats.entrypoints.http.papers.respond import respond_tagged
from services.stats.entrypoints.http.parameters import STRICT_READERS

__all__ = ["get_period"]


def get_period(show_period: ShowPeriod) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["closed periods"])

    @router.get("/v1/periods/{period}", dependencies=STRICT_READERS, operation_id="readPeriod", responses=_ANSWERS)
    async def endpoint(period: str, request: Request) -> Response:
        """Every edition with its digest and seal; `differences` are by section, row and column."""
        body = canonical(view_shown(await show_period(period)))
        return respond_tagged(request, body.encode(), digest_of(body), "application/json", 0, {})

    return router


_ANSWERS: dict[int | str, dict[str, Any]] = {304: {"description": "Unchanged"}}
