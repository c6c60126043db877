"""GET and POST /tra-cuu/quen-ma and /tra-cuu/so-dien-thoai: pages for who lost a code or has a wrong number"""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import Request
from starlette.responses import Response

from services.intake.application.privacy.own_contact import ContactClaim, OwnContact
from services.intake.application.privacy.recover_codes import RecoverCodes
from services.intake.application.public.look_up import public_view
from services.intake.application.public.look_up_words import words_of
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.public.afterwards import afterwards
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page
from services.intake.entrypoints.http.public.recover_codes import mobile
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem, body_of, from_permanent
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["LOST_CODE", "OWN_NUMBER", "add_lost_code_page", "add_own_number_page"]

LOST_CODE: Final = "/tra-cuu/quen-ma"
OWN_NUMBER: Final = "/tra-cuu/so-dien-thoai"
_LONGEST: Final = 64
Sent = dict[str, str]


def add_lost_code_page(router: ApiRouter, recover: RecoverCodes, terms: Terms, addresses: RateLimiter) -> None:
    """Numbers and codes travel in bodies; plain forms, without JavaScript."""

    @router.get(LOST_CODE, include_in_schema=False)
    async def ask(language: LanguageQuery = "vi") -> Response:
        return _page("lost_code.html", LOST_CODE, language)

    @router.post(LOST_CODE, include_in_schema=False)
    async def go_on(request: Request, language: LanguageQuery = "vi") -> Response:
        sent = await _sent(request, "phone", "answer")

        async def step() -> Response:
            addresses.take(address_of(request))
            phone = mobile(sent["phone"])
            if not sent["answer"]:
                page = _page("lost_code.html", LOST_CODE, language, sent=sent, asking=True)
                page.background = afterwards(lambda: recover.request(phone, words_of(language).language))
                return page
            found = [
                public_view(each, terms, words_of(language)) for each in await recover.answer(phone, sent["answer"])
            ]
            return _page("lost_code.html", LOST_CODE, language, found=found)

        return await _told("lost_code.html", LOST_CODE, language, sent, step)


def add_own_number_page(router: ApiRouter, own: OwnContact, addresses: RateLimiter) -> None:
    """A new number for a dossier, or a number that is not the applicant's."""

    @router.get(OWN_NUMBER, include_in_schema=False)
    async def ask(language: LanguageQuery = "vi") -> Response:
        return _page("own_number.html", OWN_NUMBER, language)

    @router.post(OWN_NUMBER, include_in_schema=False)
    async def go_on(request: Request, language: LanguageQuery = "vi") -> Response:
        sent = await _sent(request, "phone", "answer", "code", "proof")

        async def step() -> Response:
            addresses.take(address_of(request))
            claim = ContactClaim(sent["code"].upper(), mobile(sent["phone"]), sent["proof"] or None)
            if not sent["answer"]:
                page = _page("own_number.html", OWN_NUMBER, language, sent=sent, asking=True)
                page.background = afterwards(lambda: own.request(claim, words_of(language).language))
                return page
            await own.answer(claim, sent["answer"], current_trace())
            return _page("own_number.html", OWN_NUMBER, language, sent=sent, done=True)

        return await _told("own_number.html", OWN_NUMBER, language, sent, step)


async def _sent(request: Request, *names: str) -> Sent:
    form = await request.form()
    return {name: str(form.get(name, "")).strip()[:_LONGEST] for name in names}


async def _told(
    template: str, path: str, language: str, sent: Sent, step: Callable[[], Awaitable[Response]]
) -> Response:
    """The step's page, or the same form again with what was wrong."""
    try:
        return await step()
    except (Problem, PermanentError) as error:
        problem = error if isinstance(error, Problem) else from_permanent(error)
        told = body_of(problem, words_of(language).language)
        asking = bool(sent["answer"])
        page = _page(template, path, language, problem.status, sent=sent, asking=asking, problem=told)
        page.headers.update(problem.headers)
        return page


def _page(template: str, path: str, language: str, status: int = 200, **values: object) -> Response:
    shown: dict[str, object] = {"sent": {}, "asking": False, "found": None, "done": False, "problem": None}
    response = public_page(template, language, path, status, kept=False, **(shown | values))
    response.headers.update(NO_INDEX)
    return response
