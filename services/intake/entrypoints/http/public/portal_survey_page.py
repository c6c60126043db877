"""GET and POST /khao-sat/{agency}: the survey of the portal, open to all"""

from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from services.intake.application.activity.survey_portal import AnswerOnPortal
from services.intake.application.activity.survey_scale import SurveyScale
from services.intake.entrypoints.http.activity.public_petition import public_request
from services.intake.entrypoints.http.public.agency_pages import AgencyPath
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page, spoken
from services.intake.entrypoints.http.public.sent_form import KEY, new_key, refused_by, sent_texts
from services.intake.entrypoints.http.public.survey_page import scores_of
from services.kernel.agency_code import AgencyCode
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["add_portal_survey_page"]

_PATH: Final = "/khao-sat/{agency}"


def add_portal_survey_page(
    router: ApiRouter, answer_on_portal: AnswerOnPortal, scale: SurveyScale, writers: RateLimiter
) -> None:
    """A form that is sent twice is one answer."""

    def page(agency: str, language: str, status: int = 200, **values: Any) -> Response:
        shown: dict[str, Any] = {"survey": None, "refused": None, "token": "", "key": new_key(), "taken": False}
        here = _PATH.format(agency=agency)
        response = public_page("survey.html", language, here, status, kept=False, **(shown | values))
        response.headers.update(NO_INDEX)
        return response

    @router.get(_PATH, include_in_schema=False)
    async def ask(agency: AgencyPath, language: LanguageQuery = "vi") -> Response:
        return page(agency, language, survey=scale.questions(AgencyCode(agency)) | {"answered": False})

    @router.post(_PATH, include_in_schema=False)
    async def answer(request: Request, agency: AgencyPath, language: LanguageQuery = "vi") -> Response:
        writers.take(address_of(request))
        texts = await sent_texts(request)
        scores = scores_of(texts)
        content = repr(sorted(scores.items())).encode()
        try:
            await answer_on_portal(public_request(agency, texts.get(KEY, "") or new_key(), content), scores)
        except PermanentError as error:
            refused = refused_by(error, spoken(language))
            return page(agency, language, refused.status, refused=refused)
        return page(agency, language, taken=True)
