"""GET /v1/routes/{code}/clock."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from services.contracts.events.payload import CodeText
from services.routing.application.clocks.read_clock import ReadClock
from services.routing.entrypoints.http.clocks.clock_view import ClockView, clock_view
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["get_clock"]


def get_clock(read_clock: ReadClock) -> APIRouter:
    """For the agencies that take part; scope routes:read."""
    router = ApiRouter(tags=["routes"])

    @router.get("/v1/routes/{code}/clock", summary="Whose working time was used, span by span", operation_id="getClock")
    async def endpoint(
        code: Annotated[CodeText, Path(examples=["H90.01-261123-0001"])],
        principal: Annotated[Principal, Depends(require("routes:read"))],
    ) -> ClockView:
        return clock_view(await read_clock(code, principal))

    return router
