"""GET /man-hinh/{agency}: the screen over the counters, which renews itself"""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from services.intake.application.activity.read_screen import ReadScreen
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.public.agency_pages import AgencyPath
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page
from services.kernel.agency_code import AgencyCode
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["add_screen_page"]

_SECONDS: Final = 10


def add_screen_page(router: ApiRouter, read_screen: ReadScreen, terms: Terms, addresses: RateLimiter) -> None:
    """Without JavaScript: the browser asks again by itself. Labels name nobody."""

    @router.get("/man-hinh/{agency}", include_in_schema=False)
    async def screen(request: Request, agency: AgencyPath, language: LanguageQuery = "vi") -> Response:
        addresses.take(address_of(request))
        shown = await read_screen(AgencyCode(agency))
        fields = terms.catalogue.words.fields
        here = f"/man-hinh/{agency}"
        return public_page("screen.html", language, here, kept=False, screen=shown, fields=fields, seconds=_SECONDS)
