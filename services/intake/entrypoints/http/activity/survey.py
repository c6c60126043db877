"""GET and POST /v1/public/surveys/{form}/{code}"""

from typing import Annotated, Literal

from fastapi import Header, Request
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.activity.survey_desk import SurveyDesk
from services.intake.entrypoints.http.activity.desk_caller import STRICT
from services.intake.entrypoints.http.activity.examples import QUESTIONS, SURVEYED
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["FormName", "Scores", "add_survey"]

FormName = Literal["result", "receipt", "supplement", "refusal"]
Scores = Annotated[dict[Token, Annotated[int, Field(ge=0, le=100)]], Field(min_length=1, max_length=20)]
_Token = Annotated[str, Header(alias="Survey-Token", pattern=r"^[0-9a-f]{16,64}$", examples=["0123456789abcdef"])]


class AnswerForm(BaseModel):
    """A value per question, on the scale of the survey."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"scores": {"overall": 5, "attitude": 4}}]})

    scores: Scores


def add_survey(router: ApiRouter, surveys: SurveyDesk, addresses: RateLimiter) -> None:
    path = "/v1/public/surveys/{form}/{code}"

    @router.get(
        path,
        summary="Câu hỏi khảo sát / The questions of a survey",
        response_class=OrjsonResponse,
        responses=answers(
            QUESTIONS | {"form": "result", "answered": False}, "Câu hỏi và thang điểm / Questions, scale"
        ),
    )
    async def questions(request: Request, form: FormName, code: CodePath, token: _Token) -> OrjsonResponse:
        """For whoever holds the token of the dossier's receipt or result."""
        addresses.take(address_of(request))
        return OrjsonResponse(await surveys.questions(code, form, token), headers=NO_INDEX)

    @router.post(
        path,
        summary="Trả lời khảo sát / Answer a survey",
        response_class=OrjsonResponse,
        responses=answers(SURVEYED, "Đã ghi nhận / Taken"),
    )
    async def answer(
        request: Request, form: FormName, code: CodePath, token: _Token, given: AnswerForm
    ) -> OrjsonResponse:
        """Once; who answered is not kept with the answers."""
        addresses.take(address_of(request))
        return OrjsonResponse(await surveys.answer(code, form, token, given.scores), headers=NO_INDEX)
