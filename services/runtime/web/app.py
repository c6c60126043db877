"""The one factory of HTTP applications."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.datastructures import Default
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.runtime.failures import PermanentError, TransientError
from services.runtime.health import Health
from services.runtime.problems import Problem, from_permanent, from_status, from_transient
from services.runtime.web.bodies import BodyGuard, BodyLimits
from services.runtime.web.envelope import RequestEnvelope
from services.runtime.web.heads import HeadRequests
from services.runtime.web.openapi import describe_problems
from services.runtime.web.operations import operation_routes
from services.runtime.web.responses import OrjsonResponse, problem_response
from services.runtime.web.router import JsonRoute

_VERSION: Final = "1"
_MOST_ERRORS: Final = 50


def create_app(
    service: str,
    health: Health,
    *,
    title: str | None = None,
    limits: BodyLimits | None = None,
    limits_by_path: Mapping[str, BodyLimits] | None = None,
    **options: Any,
) -> FastAPI:
    """Return the application of `service` with limits, problems, health and metrics in place.

    OpenAPI 3.1 is at /openapi.json; there is no documentation page, since those load scripts from elsewhere.
    """
    app = FastAPI(
        title=title or f"Liên Thông: {service}",
        version=_VERSION,
        docs_url=None,
        redoc_url=None,
        default_response_class=Default(OrjsonResponse),
        **options,
    )
    app.router.route_class = JsonRoute
    app.state.health = health
    app.state.service = service
    app.router.routes.extend(operation_routes(health))
    app.add_middleware(BodyGuard, limits=limits or BodyLimits(), by_path=limits_by_path)
    app.add_middleware(HeadRequests)
    app.add_middleware(RequestEnvelope)
    _handle_failures(app)
    describe_problems(app)
    return app


def _handle_failures(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _answer)
    app.add_exception_handler(PermanentError, _answer)
    app.add_exception_handler(TransientError, _answer)
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(HTTPException, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    return problem_response(request.scope, problem_of(error))


def problem_of(error: Exception) -> Problem:
    """Return the problem that stands for `error`; what is unknown is an internal error."""
    match error:
        case Problem():
            return error
        case PermanentError():
            return from_permanent(error)
        case TransientError():
            return from_transient(error)
        case RequestValidationError():
            return _from_validation(error)
        case HTTPException():
            problem = from_status(error.status_code)
            problem.headers |= dict(error.headers or {})
            return problem
        case _:
            return Problem("internal_error")


def _from_validation(error: RequestValidationError) -> Problem:
    """Name each wrong field and the reason, never the value that was sent: it may be personal."""
    found = error.errors()
    if any(entry["type"] == "json_invalid" for entry in found):
        return Problem("request_malformed")
    errors = tuple(
        {"field": ".".join(str(part) for part in entry["loc"]), "reason": entry["type"], "message": entry["msg"]}
        for entry in found[:_MOST_ERRORS]
    )
    return Problem("fields_invalid", errors=errors)
