"""What a gateway's answer means for the message."""

from collections.abc import Mapping
from typing import Any

import httpx
import orjson

from services.notifications.adapters.http.gateway import Answer, Gateway, Means
from services.notifications.application.ports import Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted

__all__ = ["at", "outcome_of"]


def outcome_of(gateway: Gateway, message: Message, response: httpx.Response) -> Outcome:
    """An answer that no rule knows leaves it open whether the message was taken."""
    body = _json(response) if gateway.part or any(each.at for each in gateway.answers) else None
    for answer in gateway.answers:
        if _fits(answer, response, body):
            return _outcome(answer, gateway, message, body)
    return NoAnswer("gateway_answer_unknown")


def at(body: Any, path: str) -> str | None:
    """The member of a JSON body as text, None when it is not there."""
    for name in path.split("."):
        if not isinstance(body, Mapping) or name not in body:
            return None
        body = body[name]
    return str(body) if isinstance(body, str | int) else None


def _fits(answer: Answer, response: httpx.Response, body: Any) -> bool:
    if response.status_code not in answer.status:
        return False
    if answer.says is not None and not response.text.startswith(answer.says):
        return False
    return answer.at is None or at(body, answer.at) in answer.codes


def _outcome(answer: Answer, gateway: Gateway, message: Message, body: Any) -> Outcome:
    match answer.means:
        case Means.TAKEN:
            part = (at(body, gateway.part) if gateway.part else None) or message.reference
            return Submitted(part, (part,) if gateway.receipts else ())
        case Means.REFUSED:
            return Refused(answer.reason)
        case Means.BUSY:
            return Busy(answer.reason)
        case Means.THROTTLED:
            return Busy(answer.reason, spends_attempt=False)


def _json(response: httpx.Response) -> Any:
    try:
        return orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return None
