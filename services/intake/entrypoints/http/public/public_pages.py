"""What all public pages share: language, the way between them, and how long a browser may keep them."""

from pathlib import Path as Folder
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Query
from starlette.responses import HTMLResponse

from services.intake.application.public.look_up_words import words_of
from services.runtime.web import Pages

__all__ = ["AgencyQuery", "Language", "LanguageQuery", "link", "public_page", "spoken"]

Language = Literal["vi", "en"]
LanguageQuery = Annotated[str, Query(alias="lang", max_length=8)]
AgencyQuery = Annotated[str, Query(alias="agency", max_length=24)]
_PAGES: Final = Pages(Folder(__file__).parent / "templates")
_KEPT: Final = {"Cache-Control": "public, max-age=60"}
"""The same for everybody; a new catalogue shows within a minute."""


def spoken(language: str) -> Language:
    """Vietnamese unless English was asked for."""
    return "en" if language == "en" else "vi"


def link(path: str, language: str, **query: Any) -> str:
    """A path with what is asked for there, and with the language unless it is Vietnamese."""
    asked = {name: value for name, value in query.items() if value not in {"", None}}
    if language == "en":
        asked["lang"] = "en"
    return f"{path}?{urlencode(asked)}" if asked else path


def public_page(
    template: str, language: str, path: str, status: int = 200, *, kept: bool = True, **values: Any
) -> HTMLResponse:
    """A page with links in its own language, and one to itself in the other; `asked` in `values` stays in both."""
    chosen = spoken(language)
    other = "vi" if chosen == "en" else "en"
    asked: dict[str, Any] = values.pop("asked", {})

    def to(target: str, **query: Any) -> str:
        return link(target, chosen, **query)

    values |= {"language": chosen, "words": words_of(language), "to": to, "path": path, "asked": asked}
    response = _PAGES.response(template, status, other=link(path, other, **asked), **values)
    response.headers["Content-Language"] = chosen
    if kept and status < 400:  # noqa: PLR2004 errors begin there
        response.headers.update(_KEPT)
    return response
