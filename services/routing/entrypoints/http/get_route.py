"""GET /v1/routes/{code}."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from services.contracts.events.payload import CodeText
from services.routing.application.ports import RouteStore
from services.routing.application.read_routes import read_route
from services.routing.entrypoints.http.route_view import RouteView, route_view
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["get_route"]


def get_route(routes: RouteStore) -> APIRouter:
    """For the agencies that take part; scope routes:read."""
    router = ApiRouter(tags=["routes"])

    @router.get("/v1/routes/{code}", summary="Where a dossier is, and how each leg went", operation_id="getRoute")
    async def endpoint(
        code: Annotated[CodeText, Path(examples=["H90.01-261123-0001"])],
        principal: Annotated[Principal, Depends(require("routes:read"))],
    ) -> RouteView:
        return route_view(await read_route(routes, code, principal))

    return router
