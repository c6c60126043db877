"""POST /v1/events/batch"""

from typing import Any, Final

import orjson
from fastapi import Request

from services.intake.application.agencies.event_ports import Incoming
from services.intake.application.agencies.receive_events import Failure, Receipt, ReceiveEvents
from services.intake.entrypoints.http.agencies.cloud_event import (
    BATCH,
    EVENT_BYTES,
    SignedEvent,
    check_media_type,
    incoming,
)
from services.intake.entrypoints.http.agencies.event_answers import BATCH_EXAMPLE, receipt_body
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import Reporter
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem, body_of, language_of
from services.runtime.web import ApiRouter, BodyLimits
from services.runtime.web.app import problem_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["BATCH_LIMITS", "BATCH_PATH", "add_post_event_batch"]

BATCH_PATH: Final = "/v1/events/batch"
_MOST_EVENTS: Final = 500
# 500 events with a sealed applicant (8 KiB) each; one level of nesting more than a single event.
BATCH_LIMITS: Final = BodyLimits(size=64 * EVENT_BYTES, depth=9)
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            BATCH: {"schema": {"type": "array", "maxItems": _MOST_EVENTS, "items": SignedEvent.model_json_schema()}}
        },
    }
}


def add_post_event_batch(router: ApiRouter, receive: ReceiveEvents, limiter: RateLimiter) -> None:
    @router.post(
        BATCH_PATH,
        status_code=207,
        summary="Gửi nhiều báo cáo / Send many reports",
        response_class=OrjsonResponse,
        responses=answers(BATCH_EXAMPLE, "Kết quả từng báo cáo / A result per report", 207),
        openapi_extra=_BODY,
    )
    async def post_event_batch(request: Request, principal: Reporter) -> OrjsonResponse:
        """Up to 500 CloudEvents; each is answered by itself, good neighbours of a bad one go through."""
        check_media_type(request, BATCH)
        documents = _documents(await request.body())
        limiter.take(principal.client_id, len(documents))
        outcomes = await receive(principal, [_read(document) for document in documents])
        language = language_of(request.headers.get("accept-language", ""))
        results = [
            {"index": index, "id": _id_of(document)} | _result(outcome, language)
            for index, (document, outcome) in enumerate(zip(documents, outcomes, strict=True))
        ]
        accepted = sum(isinstance(outcome, Receipt) for outcome in outcomes)
        return OrjsonResponse({"accepted": accepted, "results": results}, 207, _retry_after(outcomes))


def _documents(body: bytes) -> list[Any]:
    try:
        documents = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Problem("request_malformed") from None
    if not isinstance(documents, list) or not 0 < len(documents) <= _MOST_EVENTS:
        raise Problem("batch_size", limit=_MOST_EVENTS)
    return documents


def _read(document: Any) -> Incoming | Failure:
    try:
        return incoming(document)
    except Problem as problem:
        return problem


def _id_of(document: Any) -> str | None:
    found = document.get("id") if isinstance(document, dict) else None
    return found if isinstance(found, str) else None


def _result(outcome: Receipt | Failure, language: str) -> dict[str, Any]:
    if isinstance(outcome, Receipt):
        return {"status": 202} | receipt_body(outcome)
    problem = problem_of(outcome)
    return {"status": problem.status, "problem": body_of(problem, language)}


def _retry_after(outcomes: list[Receipt | Failure]) -> dict[str, str]:
    """Tell when to come back if any event could not be taken for now."""
    problems = (problem_of(outcome) for outcome in outcomes if not isinstance(outcome, Receipt))
    waits = [problem.headers["Retry-After"] for problem in problems if "Retry-After" in problem.headers]
    return {"Retry-After": max(waits, key=int)} if waits else {}
