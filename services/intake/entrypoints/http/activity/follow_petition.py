"""GET /v1/public/petitions/{petition}, and what its sender may do: supply more, rate the answer."""

from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel, Field

from services.intake.application.activity.follow_petition import FollowPetition
from services.intake.entrypoints.http.activity.desk_caller import STRICT
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.activity.petition_form import Text
from services.intake.entrypoints.http.activity.read_petition import PetitionPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_follow_petition"]

_Token = Annotated[str, Header(alias="Petition-Token", pattern=r"^[0-9a-f]{16,64}$", examples=["0123456789abcdef"])]
_PUBLIC = answers(PETITION | {"asked": None, "published": None}, "Tình trạng / The state")


class SupplyForm(BaseModel):
    """What was asked for."""

    model_config = STRICT

    text: Text


class RatingForm(BaseModel):
    """How satisfied its sender is, on the scale of the surveys."""

    model_config = STRICT

    score: Annotated[int, Field(ge=0, le=100)]


def add_follow_petition(router: ApiRouter, follow: FollowPetition, addresses: RateLimiter) -> None:
    @router.get(
        "/v1/public/petitions/{petition}",
        summary="Tra cứu phản ánh, kiến nghị / How a petition stands",
        response_class=OrjsonResponse,
        responses=_PUBLIC,
    )
    async def status(request: Request, petition: PetitionPath, token: _Token) -> OrjsonResponse:
        """The token travels in a header, so that it stands in no address."""
        addresses.take(address_of(request))
        return OrjsonResponse(await follow.status(petition, token), headers=NO_INDEX)

    @router.post(
        "/v1/public/petitions/{petition}/supply",
        summary="Bổ sung thông tin / Supply what was asked",
        response_class=OrjsonResponse,
        responses=_PUBLIC,
    )
    async def supply(request: Request, petition: PetitionPath, token: _Token, form: SupplyForm) -> OrjsonResponse:
        addresses.take(address_of(request))
        return OrjsonResponse(await follow.supply(petition, token, form.text), headers=NO_INDEX)

    @router.post(
        "/v1/public/petitions/{petition}/rate",
        summary="Đánh giá câu trả lời / Rate the answer",
        response_class=OrjsonResponse,
        responses=_PUBLIC,
    )
    async def rate(request: Request, petition: PetitionPath, token: _Token, form: RatingForm) -> OrjsonResponse:
        addresses.take(address_of(request))
        return OrjsonResponse(await follow.rate(petition, token, form.score), headers=NO_INDEX)
