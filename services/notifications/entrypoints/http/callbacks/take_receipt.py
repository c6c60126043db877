"""GET and POST /v1/callbacks/{provider}/receipts/{reference}/{signature}."""

from fastapi import APIRouter, Request, Response

from services.notifications.application.callbacks.take_callbacks import TakeCallbacks
from services.notifications.entrypoints.http.callbacks.told import told_by
from services.runtime.web.router import ApiRouter

__all__ = ["take_receipt"]


def take_receipt(take: TakeCallbacks) -> APIRouter:
    """200 once the receipt is stored; 503: the gateway calls again. Kannel gets, others post."""
    router = ApiRouter(tags=["callbacks"])

    async def endpoint(provider: str, reference: str, signature: str, request: Request) -> Response:
        await take.receipt(provider, reference, signature, await told_by(request))
        return Response()

    path, summary = "/v1/callbacks/{provider}/receipts/{reference}/{signature}", "A gateway says what became of it"
    for method, id_ in (("GET", "fetchReceipt"), ("POST", "postReceipt")):
        router.add_api_route(
            path, endpoint, methods=[method], summary=summary, operation_id=id_, response_class=Response
        )
    return router
