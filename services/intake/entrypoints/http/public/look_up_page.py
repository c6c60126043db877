"""GET /tra-cuu and GET /tra-cuu/{code}: the citizens' page"""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Path, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.intake.application.public.look_up import LookUp
from services.intake.application.public.look_up_words import Words, words_of
from services.intake.entrypoints.http.public.public_pages import public_page
from services.kernel.money import format_vnd
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["NO_INDEX", "add_look_up_page"]

NO_INDEX: Final = {"X-Robots-Tag": "noindex, nofollow"}
_LONGEST: Final = 64

_Code = Annotated[str, Path(max_length=_LONGEST)]
_Asked = Annotated[str, Query(alias="code", max_length=_LONGEST)]
_Language = Annotated[str, Query(alias="lang", max_length=8)]


def add_look_up_page(router: ApiRouter, look_up: LookUp, addresses: RateLimiter, misses: RateLimiter) -> None:
    """Plain HTML; the form works without JavaScript, since it asks by GET and is sent on to the code's own page."""

    @router.get("/tra-cuu", include_in_schema=False)
    async def form(asked: _Asked = "", language: _Language = "vi") -> Response:
        words = words_of(language)
        if asked.strip():
            return RedirectResponse(_path(asked.strip(), words), 303, NO_INDEX)
        return _page("look_up_form.html", words, "/tra-cuu")

    @router.get("/tra-cuu/{code}", include_in_schema=False)
    async def page(request: Request, code: _Code, language: _Language = "vi") -> Response:
        addresses.take(address_of(request))
        words = words_of(language)
        dossier = await look_up(code, words)
        here = f"/tra-cuu/{quote(code, safe='')}"
        if dossier is None:
            misses.take(address_of(request))
            return _page("look_up_missing.html", words, here, 404, missing=code)
        return _page("look_up.html", words, here, dossier=dossier, fee=format_vnd(dossier.fee_vnd))


def _path(code: str, words: Words) -> str:
    suffix = "?lang=en" if words.language == "en" else ""
    return f"/tra-cuu/{quote(code, safe='')}{suffix}"


def _page(template: str, words: Words, here: str, status: int = 200, **values: object) -> HTMLResponse:
    response = public_page(template, words.language, here, status, kept=False, **values)
    response.headers.update(NO_INDEX)
    return response
