"""POST /v1/callbacks/{provider}/incoming/{reference}/{signature}."""

from fastapi import APIRouter, Request, Response

from services.notifications.application.callbacks.take_callbacks import TakeCallbacks
from services.notifications.entrypoints.http.callbacks.told import told_by
from services.runtime.web.router import ApiRouter

__all__ = ["take_incoming"]


def take_incoming(take: TakeCallbacks) -> APIRouter:
    """An empty 200 once it is stored: what a gateway is answered it would send on to the citizen."""
    router = ApiRouter(tags=["callbacks"])

    @router.post(
        "/v1/callbacks/{provider}/incoming/{reference}/{signature}",
        summary="A gateway brings what a citizen wrote",
        operation_id="postIncoming",
        response_class=Response,
    )
    async def endpoint(provider: str, reference: str, signature: str, request: Request) -> Response:
        await take.incoming(provider, reference, signature, await told_by(request))
        return Response()

    return router
