"""Routing's HTTP application."""

from fastapi import FastAPI

from services.routing.application.ports import RouteStore
from services.routing.entrypoints.http.get_route import get_route
from services.routing.entrypoints.http.get_worklist import WorklistReader, get_worklist
from services.runtime.auth.access import Access, protect
from services.runtime.health import Health
from services.runtime.web.app import create_app

__all__ = ["routing_app"]


def routing_app(health: Health, access: Access, routes: RouteStore, worklist: WorklistReader) -> FastAPI:
    app = create_app("routing", health)
    protect(app, access)
    app.include_router(get_route(routes))
    app.include_router(get_worklist(worklist))
    return app
