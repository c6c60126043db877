"""Routes of a desk's pages: who is signed in, in which role, whose form it is, and what went wrong with it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Generic
from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from services.runtime.failures import PermanentError, TransientError
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.problems import Problem
from services.runtime.web.app import problem_of
from services.runtime.web.desk.desk_site import DeskSite, W
from services.runtime.web.desk.own_form import check_origin, check_token
from services.runtime.web.desk.visit import Visit
from services.runtime.web.router import ApiRouter

__all__ = ["DeskRoutes", "Handler"]

Handler = Callable[[Visit[W]], Awaitable[Response]]


class DeskRoutes(Generic[W]):
    """Every page and form of the desk is added here, so none can forget a check."""

    def __init__(self, router: ApiRouter, desk: SessionDesk, site: DeskSite[W]) -> None:
        self.site = site
        self._router = router
        self._desk = desk

    def page(self, path: str, handler: Handler[W], *roles: str) -> None:
        """A page that is only read, for officers with one of the roles (none named: for all)."""

        async def get(request: Request) -> Response:
            visit = await self._visit(request)
            if visit is None:
                return self._to_sign_in(request)
            visit.officer.require(*roles)
            return await _shown(handler, visit)

        self._router.add_api_route(path, get, methods=["GET"], include_in_schema=False, response_model=None)

    def form(self, path: str, handler: Handler[W], again: Handler[W], *roles: str) -> None:
        """A form; what it refuses shows the page `again` with the problem and everything that was typed."""

        async def post(request: Request) -> Response:
            check_origin(request)
            visit = await self._visit(request)
            if visit is None:
                return RedirectResponse(self.site.sign_in, 303)
            visit = replace(visit, form=await request.form())
            check_token(visit.officer.token, visit.text("csrf"))
            visit.officer.require(*roles)
            try:
                return await handler(visit)
            except (Problem, PermanentError, TransientError) as error:
                return await again(visit.failed(problem_of(error)))

        self._router.add_api_route(path, post, methods=["POST"], include_in_schema=False, response_model=None)

    async def _visit(self, request: Request) -> Visit[W] | None:
        officer = await self._desk.recognise(self.site.cookie.read(request))
        return None if officer is None else Visit(self.site, request, officer, self.site.words_for(request))

    def _to_sign_in(self, request: Request) -> Response:
        """Afterwards the officer goes on where this request wanted to go."""
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{self.site.sign_in}?tiep={quote(path, safe='')}", 303)


async def _shown(handler: Handler[W], visit: Visit[W]) -> Response:
    """A page that cannot be shown says why inside of the desk's frame."""
    try:
        return await handler(visit)
    except (Problem, PermanentError, TransientError) as error:
        return visit.failed(problem_of(error)).page("desk_problem.html")
