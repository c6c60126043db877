"""POST /v1/events"""

from typing import Any, Final

import orjson
from fastapi import Request

from services.intake.application.agencies.receive_events import Receipt, ReceiveEvents
from services.intake.entrypoints.http.agencies.cloud_event import SINGLE, SignedEvent, check_media_type, incoming
from services.intake.entrypoints.http.agencies.event_answers import EVENT_EXAMPLE, receipt_body
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import Reporter
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_post_event"]

_BODY: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {SINGLE: {"schema": SignedEvent.model_json_schema()}}}
}


def add_post_event(router: ApiRouter, receive: ReceiveEvents, limiter: RateLimiter) -> None:
    @router.post(
        "/v1/events",
        status_code=202,
        summary="Gửi báo cáo có chữ ký / Send a signed report",
        response_class=OrjsonResponse,
        responses=answers(EVENT_EXAMPLE, "Đã xếp hàng / Queued", 202),
        openapi_extra=_BODY,
    )
    async def post_event(request: Request, principal: Reporter) -> OrjsonResponse:
        """One CloudEvent; 202 once the broker has it. The same event again is answered alike."""
        limiter.take(principal.client_id)
        check_media_type(request, SINGLE)
        try:
            document = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            raise Problem("request_malformed") from None
        (outcome,) = await receive(principal, [incoming(document)])
        if not isinstance(outcome, Receipt):
            raise outcome
        body = receipt_body(outcome)
        return OrjsonResponse(body, 202, {"Location": body["links"]["self"]})
