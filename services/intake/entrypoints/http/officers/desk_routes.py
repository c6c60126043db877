"""Routes of the desk's pages: who is signed in, in which role, whose form it is, and what went wrong with it."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from services.intake.application.officers.session_desk import SessionDesk
from services.intake.entrypoints.http.officers.cookies import language_in, token_in
from services.intake.entrypoints.http.officers.desk_words import DeskWords
from services.intake.entrypoints.http.officers.own_form import check_origin, check_token
from services.intake.entrypoints.http.officers.visit import Visit
from services.runtime.failures import PermanentError, TransientError
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.app import problem_of

__all__ = ["SIGN_IN", "DeskRoutes", "Handler"]

SIGN_IN = "/can-bo/dang-nhap"
Handler = Callable[[Visit], Awaitable[Response]]


class DeskRoutes:
    """Every page and form of the desk is added here, so none can forget a check."""

    def __init__(self, router: ApiRouter, desk: SessionDesk) -> None:
        self._router = router
        self._desk = desk

    def page(self, path: str, handler: Handler, *roles: str) -> None:
        """A page that is only read, for officers with one of the roles (none named: for all)."""

        async def get(request: Request) -> Response:
            visit = await self._visit(request)
            if visit is None:
                return _to_sign_in(request)
            visit.officer.require(*roles)
            return await _shown(handler, visit)

        self._router.add_api_route(path, get, methods=["GET"], include_in_schema=False, response_model=None)

    def form(self, path: str, handler: Handler, again: Handler, *roles: str) -> None:
        """A form; what it refuses shows the page `again` with the problem and everything that was typed."""

        async def post(request: Request) -> Response:
            check_origin(request)
            visit = await self._visit(request)
            if visit is None:
                return RedirectResponse(SIGN_IN, 303)
            visit = Visit(request, visit.officer, visit.words, await request.form())
            check_token(visit.officer.token, visit.text("csrf"))
            visit.officer.require(*roles)
            try:
                return await handler(visit)
            except (Problem, PermanentError, TransientError) as error:
                return await again(visit.failed(problem_of(error)))

        self._router.add_api_route(path, post, methods=["POST"], include_in_schema=False, response_model=None)

    async def _visit(self, request: Request) -> Visit | None:
        officer = await self._desk.recognise(token_in(request))
        return None if officer is None else Visit(request, officer, DeskWords(language_in(request)))


async def _shown(handler: Handler, visit: Visit) -> Response:
    """A page that cannot be shown says why inside of the desk's frame."""
    try:
        return await handler(visit)
    except (Problem, PermanentError, TransientError) as error:
        return visit.failed(problem_of(error)).page("desk_problem.html")


def _to_sign_in(request: Request) -> Response:
    """Afterwards the officer goes on where this request wanted to go."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?tiep={quote(path, safe='')}", 303)
