"""GET /thong-ke/tim: an agency or province by name or code"""

from typing import Annotated, Any, Final

from fastapi import Query, Request
from starlette.responses import Response

from services.kernel.agency_code import province_of
from services.runtime.web import ApiRouter
from services.stats.application.dashboard.places import MOST_FOUND, Places
from services.stats.domain.dashboard.standing import Subject, agency, province
from services.stats.entrypoints.http.dashboard.public_pages import LanguageQuery, public_page
from services.stats.entrypoints.http.dashboard.ways import PUBLIC

__all__ = ["add_search_page", "search_values"]

_LONGEST: Final = 100
_Text = Annotated[str, Query(alias="q", max_length=_LONGEST)]


def add_search_page(router: ApiRouter, places: Places) -> None:
    @router.get(f"{PUBLIC}/tim", include_in_schema=False)
    async def search(request: Request, text: _Text = "", language: LanguageQuery = "vi") -> Response:
        return public_page("public_search.html", request, language, **search_values(places, text))


def search_values(places: Places, text: str) -> dict[str, Any]:
    """Values of the template, for the public and for officers."""
    asked = text.strip()[:_LONGEST]
    found = [(each, _subject(each.code), places.name(province_of(each.code))) for each in places.find(asked)]
    return {"text": asked, "found": found, "most": MOST_FOUND}


def _subject(code: str) -> Subject:
    """A province stands in the catalogue as the committee of the whole of it."""
    return agency(code) if "." in code else province(code)
