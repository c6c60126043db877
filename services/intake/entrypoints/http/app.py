"""Intake's HTTP application: one file an endpoint, put together here."""

from dataclasses import dataclass

from fastapi import FastAPI

from services.intake.application.access import Desk
from services.intake.application.change_dossier import ChangeDossier
from services.intake.application.file_dossier import FileDossier
from services.intake.application.representation import Representation
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.accept import add_accept
from services.intake.entrypoints.http.file_dossier import add_file_dossier
from services.intake.entrypoints.http.read_dossier import add_read_dossier
from services.intake.entrypoints.http.read_timeline import add_read_timeline
from services.intake.entrypoints.http.refuse import add_refuse
from services.intake.entrypoints.http.request_supplement import add_request_supplement
from services.intake.entrypoints.http.return_result import add_return_result
from services.intake.entrypoints.http.stop import add_stop
from services.intake.entrypoints.http.supplement import add_supplement
from services.intake.entrypoints.http.withdraw import add_withdraw
from services.runtime.auth.access import Access, protect
from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app

__all__ = ["Handlers", "intake_app"]


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the endpoints call."""

    file_dossier: FileDossier
    change: ChangeDossier
    desk: Desk
    represent: Representation
    terms: Terms


def intake_app(handlers: Handlers, health: Health, access: Access) -> FastAPI:
    app = create_app("intake", health, title="Liên Thông: tiếp nhận hồ sơ / intake")
    protect(app, access)
    app.include_router(_dossiers(handlers))
    return app


def _dossiers(handlers: Handlers) -> ApiRouter:
    router = ApiRouter(tags=["dossiers"])
    add_file_dossier(router, handlers.file_dossier, handlers.represent)
    add_read_dossier(router, handlers.desk, handlers.represent)
    add_read_timeline(router, handlers.desk, handlers.terms)
    commands = (
        add_accept,
        add_refuse,
        add_request_supplement,
        add_supplement,
        add_withdraw,
        add_stop,
        add_return_result,
    )
    for add_command in commands:
        add_command(router, handlers.change)
    return router
