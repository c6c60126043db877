"""Intake's HTTP application: one file an endpoint, put together here."""

from dataclasses import dataclass

from fastapi import FastAPI

from services.intake.application.access import Desk
from services.intake.application.change_dossier import ChangeDossier
from services.intake.application.event_ports import InboundEvents
from services.intake.application.file_dossier import FileDossier
from services.intake.application.issue_token import IssueToken
from services.intake.application.look_up import LookUp
from services.intake.application.receive_events import ReceiveEvents
from services.intake.application.representation import Representation
from services.intake.application.reserve_codes import ReserveCodes
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.accept import add_accept
from services.intake.entrypoints.http.file_dossier import add_file_dossier
from services.intake.entrypoints.http.look_up_page import add_look_up_page
from services.intake.entrypoints.http.post_event import add_post_event
from services.intake.entrypoints.http.post_event_batch import BATCH_LIMITS, BATCH_PATH, add_post_event_batch
from services.intake.entrypoints.http.public_dossier import add_public_dossier
from services.intake.entrypoints.http.read_dossier import add_read_dossier
from services.intake.entrypoints.http.read_event import add_read_event
from services.intake.entrypoints.http.read_timeline import add_read_timeline
from services.intake.entrypoints.http.refuse import add_refuse
from services.intake.entrypoints.http.request_supplement import add_request_supplement
from services.intake.entrypoints.http.reserve_codes import add_reserve_codes
from services.intake.entrypoints.http.return_result import add_return_result
from services.intake.entrypoints.http.stop import add_stop
from services.intake.entrypoints.http.supplement import add_supplement
from services.intake.entrypoints.http.token import add_token
from services.intake.entrypoints.http.withdraw import add_withdraw
from services.runtime.auth.access import Access, protect
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app

__all__ = ["Handlers", "Limits", "intake_app"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Who is limited by what: reports and token requests per client, and everything open to all per address."""

    reports: RateLimiter
    tokens: RateLimiter
    addresses: RateLimiter


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the endpoints call."""

    file_dossier: FileDossier
    change: ChangeDossier
    desk: Desk
    represent: Representation
    terms: Terms
    issue_token: IssueToken
    receive_events: ReceiveEvents
    inbound_events: InboundEvents
    reserve_codes: ReserveCodes
    look_up: LookUp
    limits: Limits


def intake_app(handlers: Handlers, health: Health, access: Access) -> FastAPI:
    title = "Liên Thông: tiếp nhận hồ sơ / intake"
    app = create_app("intake", health, title=title, limits_by_path={BATCH_PATH: BATCH_LIMITS})
    protect(app, access)
    for router in (_dossiers(handlers), _agencies(handlers), _public(handlers)):
        app.include_router(router)
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


def _agencies(handlers: Handlers) -> ApiRouter:
    router, limits = ApiRouter(tags=["agencies"]), handlers.limits
    add_token(router, handlers.issue_token, limits.tokens, limits.addresses)
    add_post_event(router, handlers.receive_events, limits.reports)
    add_post_event_batch(router, handlers.receive_events, limits.reports)
    add_read_event(router, handlers.inbound_events)
    add_reserve_codes(router, handlers.reserve_codes)
    return router


def _public(handlers: Handlers) -> ApiRouter:
    router, addresses = ApiRouter(tags=["public"]), handlers.limits.addresses
    add_look_up_page(router, handlers.look_up, addresses)
    add_public_dossier(router, handlers.look_up, addresses)
    return router
