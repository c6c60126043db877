"""POST /v1/routes/{code}/legs/{leg}/close"""

from fastapi import APIRouter

from services.routing.application.groups.decide_on_child import DecideOnChild, Request
from services.routing.application.ports import RouteStore
from services.routing.application.read_routes import read_route
from services.routing.entrypoints.http.groups.parameters import ClosedAttempt, CodePath, Decider, LegPath
from services.routing.entrypoints.http.route_view import RouteView, route_view
from services.runtime.web.router import ApiRouter

__all__ = ["close_child"]


def close_child(decide: DecideOnChild, routes: RouteStore) -> APIRouter:
    """For the agency that received the parent; scope routes:write. Repeating it changes nothing."""
    router = ApiRouter(tags=["routes"])

    @router.post("/v1/routes/{code}/legs/{leg}/close", summary="Do without a failed child", operation_id="closeChild")
    async def endpoint(code: CodePath, leg: LegPath, principal: Decider, body: ClosedAttempt) -> RouteView:
        await decide(Request(code, leg, body.attempt, principal, body.reason))
        return route_view(await read_route(routes, code, principal))

    return router
