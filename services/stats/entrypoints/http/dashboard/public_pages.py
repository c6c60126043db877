"""What all public pages of the dashboard share: language, navigation, and for how long a browser may keep them."""

from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request
from starlette.responses import HTMLResponse

from services.stats.entrypoints.http.dashboard.site import PAGES
from services.stats.entrypoints.http.dashboard.ways import PUBLIC, Ways
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["LanguageQuery", "public_page", "public_ways", "spoken"]

LanguageQuery = Annotated[str, Query(alias="lang", max_length=8)]
_KEPT: Final = {"Cache-Control": "public, max-age=1"}
"""Figures are four seconds old at most when they leave; nobody sees them older than five."""


def spoken(language: str) -> Literal["vi", "en"]:
    """Vietnamese unless English was asked for."""
    return "en" if language == "en" else "vi"


def public_ways(language: str) -> Ways:
    return Ways(PUBLIC, {"lang": "en"} if spoken(language) == "en" else {})


def public_page(template: str, request: Request, language: str, **values: Any) -> HTMLResponse:
    """A page in its language, with a link to itself in the other one."""
    chosen = spoken(language)
    words = StatsWords(chosen)
    query = {name: value for name, value in request.query_params.items() if name != "lang"}
    other = Ways("", {} if chosen == "en" else {"lang": "en"}).page(request.url.path, **query)
    common = {
        "language": chosen,
        "t": words.choose,
        "words": words,
        "ways": public_ways(chosen),
        "other": other,
        "here": request.url.path,
    }
    response = PAGES.response(template, **{**common, **values})
    response.headers.update({"Content-Language": chosen, **_KEPT})
    return response
