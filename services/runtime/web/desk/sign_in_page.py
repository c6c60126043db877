"""GET and POST …/dang-nhap, …/ngon-ngu/{language}: the door to a desk's pages"""

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from starlette.responses import RedirectResponse, Response

from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.officers.sign_in import SignIn
from services.runtime.problems import Problem, body_of
from services.runtime.web.callers import address_of
from services.runtime.web.desk.cookies import give_language
from services.runtime.web.desk.desk_site import DeskSite
from services.runtime.web.desk.own_form import check_origin
from services.runtime.web.router import ApiRouter

__all__ = ["SignInPage", "add_sign_in"]

_LONGEST = 200
_Onward = Annotated[str, Query(alias="tiep", max_length=500)]


class SignInPage:
    """The page with the form; `oidc` says that there is a provider besides."""

    def __init__(self, site: DeskSite[Any], *, oidc: bool = False) -> None:
        self.site = site
        self._oidc = oidc

    def __call__(
        self, request: Request, problem: Problem | None = None, *, onward: str, login: str = "", notice: str = ""
    ) -> Response:
        words = self.site.words_for(request)
        response = self.site.pages.response(
            "sign_in.html",
            problem.status if problem else 200,
            site=self.site,
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


def add_sign_in(router: ApiRouter, sign_in: SignIn, addresses: RateLimiter, show: SignInPage) -> None:
    site = show.site

    @router.get(site.sign_in, include_in_schema=False)
    async def form(request: Request, onward: _Onward = "", notice: Annotated[str, Query(alias="bao")] = "") -> Response:
        return show(request, onward=site.safe(onward), notice=notice)

    @router.post(site.sign_in, include_in_schema=False)
    async def enter(request: Request) -> Response:
        check_origin(request)
        sent = await request.form()
        login, password, onward = (str(sent.get(name, ""))[:_LONGEST] for name in ("login", "password", "tiep"))
        try:
            addresses.take(address_of(request))
            token = await sign_in(login, password, site.cookie.read(request))
        except Problem as problem:
            return show(request, problem, onward=site.safe(onward), login=login)
        response = RedirectResponse(site.safe(onward), 303)
        site.cookie.give(request, response, token)
        return response

    @router.get(f"{site.home}/ngon-ngu/{{language}}", include_in_schema=False)
    async def language(request: Request, language: Literal["vi", "en"], onward: _Onward = "") -> Response:
        response = RedirectResponse(site.safe(onward), 303)
        give_language(request, response, language)
        return response
