"""GET and POST /lay-so/{agency}: the touch screen that gives queue tickets"""

from typing import Annotated, Any, Final

from fastapi import Cookie, Query, Request
from starlette.responses import RedirectResponse, Response

from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.issue_ticket import IssueTicket
from services.intake.application.activity.kiosks import Kiosks
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.public.agency_pages import AgencyPath
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, link, public_page, spoken
from services.intake.entrypoints.http.public.sent_form import KEY, Refused, new_key, refused_by, sent_texts
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter

__all__ = ["add_kiosk_page"]

_COOKIE: Final = "kiosk"
_YEAR_SECONDS: Final = 365 * 24 * 3600
_PATH: Final = "/lay-so/{agency}"
_Token = Annotated[str, Query(alias="k", max_length=64, description="Opens the kiosk; kept in a cookie from then on")]
_Kept = Annotated[str, Cookie(alias=_COOKIE, max_length=64)]


def add_kiosk_page(
    router: ApiRouter, kiosks: Kiosks, issue_ticket: IssueTicket, terms: Terms, kiosk_limit: RateLimiter
) -> None:
    """Only a screen that the agency opened gives tickets; anybody else could fill the queue from home."""

    def page(agency: Agency, language: str, status: int = 200, **values: Any) -> Response:
        fields = _fields(agency, terms)
        shown: dict[str, Any] = {"ticket": None, "refused": None, "key": new_key()} | values
        here = _PATH.format(agency=agency.code)
        return public_page("kiosk.html", language, here, status, kept=False, agency=agency, fields=fields, **shown)

    @router.get(_PATH, include_in_schema=False)
    async def offer(
        request: Request, agency: AgencyPath, token: _Token = "", kept: _Kept = "", language: LanguageQuery = "vi"
    ) -> Response:
        place = _opened(kiosks, terms, agency, token or kept)
        if not token:
            return page(place, language)
        response = RedirectResponse(link(_PATH.format(agency=agency), spoken(language)), 303)
        _remember(response, agency, token, secure=request.url.scheme == "https")
        return response

    @router.post(_PATH, include_in_schema=False)
    async def draw(request: Request, agency: AgencyPath, kept: _Kept = "", language: LanguageQuery = "vi") -> Response:
        place = _opened(kiosks, terms, agency, kept)
        texts = await sent_texts(request)
        field, key = texts.get("field", ""), texts.get(KEY, "") or new_key()
        asked = DeskRequest(place.code, f"kiosk|{place.code}", key, field.encode(), trace=current_trace())
        try:
            kiosk_limit.take(place.code)
            ticket = (await issue_ticket(asked, field)).body
        except (PermanentError, Problem) as error:
            refused: Refused = refused_by(error, spoken(language))
            return page(place, language, refused.status, refused=refused)
        return page(place, language, ticket=ticket)


def _remember(response: Response, agency: str, token: str, *, secure: bool) -> None:
    """The screen keeps its token, so that it does not stay in its address."""
    path = _PATH.format(agency=agency)
    response.set_cookie(_COOKIE, token, _YEAR_SECONDS, path=path, secure=secure, httponly=True, samesite="strict")


def _opened(kiosks: Kiosks, terms: Terms, agency: str, token: str) -> Agency:
    """An unknown agency and a wrong token are told alike."""
    place = terms.catalogue.agencies.get(AgencyCode(agency))
    if place is None or not kiosks.fits(place.code, token):
        raise Problem("kiosk_closed")
    return place


def _fields(agency: Agency, terms: Terms) -> dict[str, str]:
    """The fields with a queue of their own, with their labels; all of them when the agency names none."""
    words = terms.catalogue.words.fields
    return {key: words[key] for key in agency.ticket_fields if key in words} or dict(words)
