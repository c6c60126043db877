"""POST /v1/agencies/{agency}/broadcasts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, Token
from services.notifications.application.officers.broadcast import Broadcast
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["broadcast_document"]

_Document = Annotated[
    str, Field(pattern=r"^[0-9]{1,6}/[0-9A-Za-z/.-]{1,40}$", examples=["580/KH-UBND"], description="Its number")
]


class BroadcastBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: _Document


class BroadcastView(BaseModel):
    """The messages by id, one per number on the list; the same when it is asked for again."""

    notifications: list[Token]


def broadcast_document(broadcast: Broadcast) -> APIRouter:
    """To the numbers that the operator lists for the agency; scope dossiers:write."""
    router = ApiRouter(tags=["notifications"])

    @router.post(
        "/v1/agencies/{agency}/broadcasts",
        status_code=202,
        summary="Tell the agency's list of a control document",
        operation_id="broadcastDocument",
    )
    async def endpoint(
        agency: Annotated[AgencyText, Path()],
        body: BroadcastBody,
        principal: Annotated[Principal, Depends(require("dossiers:write"))],
    ) -> BroadcastView:
        principal.check_agency(agency)
        return BroadcastView(notifications=await broadcast(agency, body.document))

    return router
