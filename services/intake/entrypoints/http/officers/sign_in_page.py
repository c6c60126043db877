"""GET and POST /can-bo/dang-nhap, /can-bo/ngon-ngu/{language}: the door to the desk's pages"""

from typing import Annotated, Literal

from fastapi import Query, Request
from starlette.responses import RedirectResponse, Response

from services.intake.application.officers.sign_in import SignIn
from services.intake.entrypoints.http.callers import address_of
from services.intake.entrypoints.http.officers.cookies import give_language, give_token, language_in, token_in
from services.intake.entrypoints.http.officers.desk_routes import SIGN_IN
from services.intake.entrypoints.http.officers.desk_words import DeskWords
from services.intake.entrypoints.http.officers.own_form import check_origin, safe_path
from services.intake.entrypoints.http.officers.visit import PAGES
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem, body_of
from services.runtime.web import ApiRouter

__all__ = ["SignInPage", "add_sign_in"]

_LONGEST = 200
_Onward = Annotated[str, Query(alias="tiep", max_length=500)]


class SignInPage:
    """The page with the form; `oidc` says that there is a provider besides."""

    def __init__(self, *, oidc: bool) -> None:
        self._oidc = oidc

    def __call__(
        self, request: Request, problem: Problem | None = None, *, onward: str, login: str = "", notice: str = ""
    ) -> Response:
        words = DeskWords(language_in(request))
        response = PAGES.response(
            "sign_in.html",
            problem.status if problem else 200,
            language=words.language,
            t=words.choose,
            onward=onward,
            login=login,
            oidc=self._oidc,
            notice=words.notice(notice),
            problem=body_of(problem, words.language) if problem else None,
        )
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def add_sign_in(router: ApiRouter, sign_in: SignIn, addresses: RateLimiter, *, oidc: bool) -> None:
    show = SignInPage(oidc=oidc)

    @router.get(SIGN_IN, include_in_schema=False)
    async def form(request: Request, onward: _Onward = "", notice: Annotated[str, Query(alias="bao")] = "") -> Response:
        return show(request, onward=safe_path(onward), notice=notice)

    @router.post(SIGN_IN, include_in_schema=False)
    async def enter(request: Request) -> Response:
        check_origin(request)
        sent = await request.form()
        login, password, onward = (str(sent.get(name, ""))[:_LONGEST] for name in ("login", "password", "tiep"))
        try:
            addresses.take(address_of(request))
            token = await sign_in(login, password, token_in(request))
        except Problem as problem:
            return show(request, problem, onward=safe_path(onward), login=login)
        response = RedirectResponse(safe_path(onward), 303)
        give_token(request, response, token)
        return response

    @router.get("/can-bo/ngon-ngu/{language}", include_in_schema=False)
    async def language(request: Request, language: Literal["vi", "en"], onward: _Onward = "") -> Response:
        response = RedirectResponse(safe_path(onward), 303)
        give_language(request, response, language)
        return response
