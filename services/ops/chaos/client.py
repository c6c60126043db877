"""An agency's software that insists: it sends the same request again until the platform has answered it."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import httpx

from services.contracts.events.inbound import Report
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.chaos.tally import Tally

__all__ = ["GaveUpError", "Insistent"]

_JSON: Final = {"Content-Type": "application/cloudevents+json"}
_PAUSE_SECONDS: Final = (0.05, 0.3)
Send = Callable[[], Awaitable[httpx.Response]]


class GaveUpError(RuntimeError):
    """The platform gave no answer for as long as the plan is patient, or one that no retry changes."""


@dataclass
class Insistent:
    """Retries keep the Idempotency-Key or the event id, so that the platform can recognise them."""

    software: AgencySoftware
    tally: Tally
    patience_seconds: float

    async def post(self, path: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Send a command with an idempotency key; raises GaveUpError."""

        async def send() -> httpx.Response:
            headers = await self.software.headers() | {"Idempotency-Key": key}
            return await self.software.client.post(self.software.url("intake", path), json=dict(body), headers=headers)

        return await self._insist(f"POST {path}", send)

    async def report(self, report: Report) -> tuple[str, str]:
        """Send a signed report under one id and return (agency, id); raises GaveUpError."""
        event = self.software.event(report)

        async def send() -> httpx.Response:
            headers = await self.software.headers() | _JSON
            url = self.software.url("intake", "/v1/events")
            return await self.software.client.post(url, json=event, headers=headers)

        await self._insist("POST /v1/events", send)
        return self.software.agency, event["id"]

    async def get(self, service: str, path: str, params: Any = None) -> dict[str, Any]:
        """Read something; raises GaveUpError."""
        return await self._insist(f"GET {path}", lambda: self.software.get(service, path, params), counts=False)

    async def _insist(self, what: str, send: Send, *, counts: bool = True) -> dict[str, Any]:
        deadline = time.monotonic() + self.patience_seconds
        while True:
            failure = "no answer"
            try:
                answer = await send()
            except httpx.TransportError as error:
                failure = type(error).__name__
            except RefusedError as error:  # the token endpoint's answer
                failure = _retried(what, error.status, str(error))
            else:
                if answer.is_success:
                    self.tally.steps += counts
                    body: dict[str, Any] = answer.json()
                    return body
                failure = _retried(what, answer.status_code, answer.text)
            self.tally.retries[failure] += 1
            if time.monotonic() > deadline:
                raise GaveUpError(f"{what}: {failure}")
            await asyncio.sleep(random.uniform(*_PAUSE_SECONDS))  # noqa: S311 jitter


def _retried(what: str, status: int, text: str) -> str:
    if status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS:
        raise GaveUpError(f"{what}: {status} {text[:300]}")
    return str(status)
