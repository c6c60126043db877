"""GET /can-bo/oidc and /can-bo/oidc/ve: to the OIDC provider and back"""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import RedirectResponse, Response

from services.intake.application.officers.oidc_sign_in import OidcSignIn
from services.intake.entrypoints.http.officers.desk import DESK
from services.intake.entrypoints.http.officers.oidc_cookie import drop_state, give_state, state_in
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.desk.sign_in_page import SignInPage

__all__ = ["OIDC_RETURN", "add_oidc_pages"]

OIDC_RETURN = "/can-bo/oidc/ve"
_Text = Annotated[str, Query(max_length=4096)]


def add_oidc_pages(router: ApiRouter, sign_in: OidcSignIn, addresses: RateLimiter, show: SignInPage) -> None:
    @router.get("/can-bo/oidc", include_in_schema=False)
    async def leave(request: Request, onward: Annotated[str, Query(alias="tiep", max_length=500)] = "") -> Response:
        try:
            addresses.take(address_of(request))
            address, state = await sign_in.start(DESK.safe(onward))
        except Problem as problem:
            return show(request, problem, onward=DESK.safe(onward))
        response = RedirectResponse(address, 303)
        give_state(request, response, state)
        return response

    @router.get(OIDC_RETURN, include_in_schema=False)
    async def come_back(request: Request, code: _Text = "", state: _Text = "") -> Response:
        try:
            addresses.take(address_of(request))
            token, onward = await sign_in.finish(code, state, state_in(request), DESK.cookie.read(request))
        except Problem as problem:
            return show(request, problem, onward=DESK.safe(""))
        response = RedirectResponse(DESK.safe(onward), 303)
        drop_state(request, response)
        DESK.cookie.give(request, response, token)
        return response
