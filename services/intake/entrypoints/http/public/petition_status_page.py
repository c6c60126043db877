"""GET and POST /phan-anh/tra-cuu: how a petition stands; its sender gives more, or rates the answer"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from services.intake.application.activity.follow_petition import FollowPetition
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page, spoken
from services.intake.entrypoints.http.public.sent_form import refused_by, sent_texts
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["add_petition_status_page"]

_PATH: Final = "/phan-anh/tra-cuu"
_LONGEST: Final = 4000
_MOST_DIGITS: Final = 3

Step = Callable[[dict[str, str]], Awaitable[dict[str, Any]]]


def add_petition_status_page(
    router: ApiRouter, follow: FollowPetition, terms: Terms, clock: Clock, addresses: RateLimiter
) -> None:
    """Code and token are sent, never part of an address, so they stand in no history and no log."""

    async def status(texts: dict[str, str]) -> dict[str, Any]:
        return await follow.status(*_who(texts))

    async def supply(texts: dict[str, str]) -> dict[str, Any]:
        return await follow.supply(*_who(texts), texts.get("text", "")[:_LONGEST])

    async def rate(texts: dict[str, str]) -> dict[str, Any]:
        digits = texts.get("score", "")
        score = int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else -1
        return await follow.rate(*_who(texts), score)

    steps: dict[str, Step] = {"supply": supply, "rate": rate}

    @router.get(_PATH, include_in_schema=False)
    async def ask(language: LanguageQuery = "vi") -> Response:
        return public_page("petition_ask.html", language, _PATH, refused=None, sent={})

    @router.post(_PATH, include_in_schema=False)
    async def show(request: Request, language: LanguageQuery = "vi") -> Response:
        addresses.take(address_of(request))
        texts = await sent_texts(request)
        wanted = steps.get(texts.get("step", ""), status)
        try:
            body = await wanted(texts)
        except PermanentError as error:
            refused = refused_by(error, spoken(language))
            values = {"refused": refused, "sent": texts}
            return public_page("petition_ask.html", language, _PATH, refused.status, kept=False, **values)
        rules = terms.catalogue.rules_on(local_day(clock()), AgencyCode(body["agency"]))
        return public_page("petition_status.html", language, _PATH, kept=False, petition=body, sent=texts, rules=rules)


def _who(texts: dict[str, str]) -> tuple[str, str]:
    return texts.get("petition", "").upper(), texts.get("token", "").lower()
