"""POST /v1/routes/{code}/legs/{leg}/refile"""

from fastapi import APIRouter

from services.routing.application.groups.decide_on_child import DecideOnChild, Request
from services.routing.application.ports import RouteStore
from services.routing.application.read_routes import read_route
from services.routing.entrypoints.http.groups.parameters import CodePath, Decider, FailedAttempt, LegPath
from services.routing.entrypoints.http.route_view import RouteView, route_view
from services.runtime.web.router import ApiRouter

__all__ = ["refile_child"]


def refile_child(decide: DecideOnChild, routes: RouteStore) -> APIRouter:
    """For the agency that received the parent; scope routes:write. Repeating it changes nothing."""
    router = ApiRouter(tags=["routes"])

    @router.post("/v1/routes/{code}/legs/{leg}/refile", summary="File a failed child again", operation_id="refileChild")
    async def endpoint(code: CodePath, leg: LegPath, principal: Decider, body: FailedAttempt) -> RouteView:
        await decide(Request(code, leg, body.attempt, principal))
        return route_view(await read_route(routes, code, principal))

    return router
