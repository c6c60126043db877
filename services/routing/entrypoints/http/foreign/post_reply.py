"""POST /v1/systems/{system}/replies: callbacks of foreign systems, signed by Standard Webhooks."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Request
from pydantic import BaseModel

from services.routing.application.foreign.replies import SignedReply
from services.runtime.web.router import ApiRouter

__all__ = ["ReceiveReply", "post_reply"]

ReceiveReply = Callable[[str, SignedReply], Awaitable[str]]
"""Takes a reply of the system and returns the report's id; raises PermanentError and TransientError."""

_EXAMPLE: Final[dict[str, Any]] = {
    "type": "tax.notice_issued",
    "timestamp": "2026-11-27T09:30:00+07:00",
    "data": {"code": "H91.20.01-261123-0001", "leg": "tax", "attempt": 1, "amount_vnd": 1250000, "notice": "TB-1"},
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}, "example": _EXAMPLE}},
    }
}


class ReplyTaken(BaseModel):
    """The id under which the reply goes on as a report."""

    id: str


def post_reply(receive: ReceiveReply) -> APIRouter:
    """The signature alone says who it is: no token. A repeated reply is answered alike and works once."""
    router = ApiRouter(tags=["systems"])

    @router.post(
        "/v1/systems/{system}/replies",
        status_code=202,
        summary="Hệ thống ngoài trả lời / A foreign system replies",
        operation_id="postReply",
        openapi_extra=_BODY,
    )
    async def endpoint(
        request: Request,
        system: Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,31}$", examples=["tax-h91"])],
        id_: Annotated[str, Header(alias="webhook-id", min_length=1, max_length=64)],
        timestamp: Annotated[int, Header(alias="webhook-timestamp", gt=0, lt=10**11, description="Unix seconds")],
        signature: Annotated[str, Header(alias="webhook-signature", min_length=1, max_length=1000)],
    ) -> ReplyTaken:
        reply = SignedReply(id_, timestamp, signature, await request.body())
        return ReplyTaken(id=await receive(system, reply))

    return router
