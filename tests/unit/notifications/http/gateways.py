"""Gateways over HTTP that answer as told."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from services.notifications.adapters.callbacks.addresses import CallbackAddresses
from services.notifications.adapters.http.provider import HttpProvider, HttpTerms
from services.notifications.adapters.http.read_gateway import read_gateway
from services.notifications.adapters.http.submitting import Account
from services.notifications.application.ports import Message
from services.notifications.domain.outcome import Outcome
from services.notifications.domain.segments import Encoding

ACCOUNT = Account("user", "secret", "LIENTHONG")
ADDRESSES = CallbackAddresses("gate", "http://ours.test", b"k" * 32)
PHONE = "+84912345678"
TEXT = "Hồ sơ đã nhận"
MESSAGE = Message("n-1", PHONE, TEXT, Encoding.UCS2, 1, 1)


class Gate:
    """Keeps every request; `answer` makes the response, or raises."""

    def __init__(self, preset: str, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer
        terms = HttpTerms("gate", "https://gate.test/", ACCOUNT, window=2)
        transport = httpx.MockTransport(self._heard)
        self.provider = HttpProvider(terms, read_gateway(preset), ADDRESSES.receipts, transport)

    async def send(self, messages: Sequence[Message] = (MESSAGE,)) -> list[Outcome]:
        outcomes: list[Outcome] = []
        await self.provider.send(messages, lambda _, outcome: outcomes.append(outcome))
        await self.provider.close()
        return outcomes

    @property
    def body(self) -> Any:
        return json.loads(self.requests[0].content)

    def _heard(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)


def says(status: int = 200, /, *, text: str = "", **fields: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A gateway that always answers so; with fields as JSON."""
    return lambda _: httpx.Response(status, json=fields) if fields else httpx.Response(status, text=text)
