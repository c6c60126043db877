"""Intake's HTTP application: one file an endpoint, routers put together by the areas of bootstrap."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, FastAPI

from services.runtime.auth.access import Access, protect
from services.runtime.health import Health
from services.runtime.web import BodyLimits, create_app

__all__ = ["intake_app"]


def intake_app(
    routers: Sequence[APIRouter], limits_by_path: Mapping[str, BodyLimits], health: Health, access: Access
) -> FastAPI:
    app = create_app("intake", health, title="Liên Thông: tiếp nhận hồ sơ / intake", limits_by_path=limits_by_path)
    protect(app, access)
    for router in routers:
        app.include_router(router)
    return app
