"""GET and POST /khao-sat/{form}/{code}: the survey that a citizen is invited to"""

from typing import Annotated, Any, Final

from fastapi import Path, Query, Request
from starlette.responses import Response

from services.intake.application.activity.survey_desk import SurveyDesk
from services.intake.entrypoints.http.activity.survey import FormName
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page, spoken
from services.intake.entrypoints.http.public.sent_form import refused_by, sent_texts
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["add_survey_page", "scores_of"]

_PATH: Final = "/khao-sat/{form}/{code}"
_Code = Annotated[str, Path(max_length=64)]
_Token = Annotated[str, Query(alias="t", max_length=64, description="The token of the invitation")]
_QUESTION: Final = "q-"
_MOST_DIGITS: Final = 3


def add_survey_page(router: ApiRouter, surveys: SurveyDesk, addresses: RateLimiter) -> None:
    """A wrong token, an unknown code and a survey that is not open are told alike."""

    def page(form: str, code: str, language: str, status: int = 200, **values: Any) -> Response:
        shown: dict[str, Any] = {"survey": None, "refused": None, "token": "", "key": "", "taken": False} | values
        asked = {"t": shown["token"]}
        here = _PATH.format(form=form, code=code)
        response = public_page("survey.html", language, here, status, asked=asked, kept=False, **shown)
        response.headers.update(NO_INDEX)
        return response

    @router.get(_PATH, include_in_schema=False)
    async def ask(
        request: Request, form: FormName, code: _Code, token: _Token = "", language: LanguageQuery = "vi"
    ) -> Response:
        addresses.take(address_of(request))
        try:
            survey = await surveys.questions(code, form, token)
        except PermanentError as error:
            refused = refused_by(error, spoken(language))
            return page(form, code, language, refused.status, refused=refused)
        return page(form, code, language, survey=survey, token=token)

    @router.post(_PATH, include_in_schema=False)
    async def answer(request: Request, form: FormName, code: _Code, language: LanguageQuery = "vi") -> Response:
        addresses.take(address_of(request))
        texts = await sent_texts(request)
        token = texts.get("token", "")
        try:
            survey = await surveys.questions(code, form, token)
            if not survey["answered"]:
                await surveys.answer(code, form, token, scores_of(texts))
        except PermanentError as error:
            refused = refused_by(error, spoken(language))
            return page(form, code, language, refused.status, refused=refused)
        return page(form, code, language, survey=survey, token=token, taken=True)


def scores_of(texts: dict[str, str]) -> dict[str, int]:
    """What is no number is left out; the handler refuses a survey without any."""
    given = {name.removeprefix(_QUESTION): text for name, text in texts.items() if name.startswith(_QUESTION)}
    return {name: int(text) for name, text in given.items() if text.isdecimal() and len(text) <= _MOST_DIGITS}
