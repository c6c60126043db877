"""POST /v1/public/portal-surveys"""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.activity.survey_portal import AnswerOnPortal
from services.intake.entrypoints.http.activity.desk_caller import STRICT
from services.intake.entrypoints.http.activity.examples import SURVEYED
from services.intake.entrypoints.http.activity.public_petition import PublicKey, public_request
from services.intake.entrypoints.http.activity.survey import Scores
from services.intake.entrypoints.http.examples import answers
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_survey_portal"]


class PortalForm(BaseModel):
    """About which agency, and a value per question."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"agency": "H90.01", "scores": {"overall": 5}}]})

    agency: Annotated[str, Field(max_length=24)]
    scores: Scores


def add_survey_portal(router: ApiRouter, answer_on_portal: AnswerOnPortal, writers: RateLimiter) -> None:
    @router.post(
        "/v1/public/portal-surveys",
        summary="Khảo sát trên cổng / The survey of the portal",
        response_class=OrjsonResponse,
        responses=answers(SURVEYED | {"form": "portal"}, "Đã ghi nhận / Taken"),
    )
    async def answer(request: Request, given: PortalForm, key: PublicKey) -> OrjsonResponse:
        """Open to all, without a dossier."""
        writers.take(address_of(request))
        asked = public_request(given.agency, key, given.model_dump_json().encode())
        return OrjsonResponse(await answer_on_portal(asked, given.scores))
