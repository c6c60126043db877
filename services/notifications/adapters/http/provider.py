"""A gateway over HTTP as a provider."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import httpx
import structlog

from services.notifications.adapters.http.answering import outcome_of
from services.notifications.adapters.http.gateway import Gateway
from services.notifications.adapters.http.submitting import Account, request_of
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome

__all__ = ["HttpProvider", "HttpTerms"]

_log = structlog.get_logger()
_IDLE_SECONDS: Final = 2.0
"""An idle connection is dropped before the gateway does it: one that ends while we write makes a message uncertain."""


@dataclass(frozen=True, slots=True)
class HttpTerms:
    """`window` requests at a time; `response_seconds` is less than an answer may take."""

    name: str
    url: str
    account: Account
    window: int = 10
    response_seconds: float = 8.0
    segments_per_second: float | None = None


class HttpProvider:
    """Implements Provider. `receipts` gives the address for what becomes of a message, by its reference."""

    def __init__(
        self,
        terms: HttpTerms,
        gateway: Gateway,
        receipts: Callable[[str], str],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._terms = terms
        self._gateway = gateway
        self._receipts = receipts
        self._free = asyncio.Semaphore(terms.window)
        limits = httpx.Limits(max_connections=terms.window, keepalive_expiry=_IDLE_SECONDS)
        # No proxy and no redirect: a number and a text go to the address of the operator and nowhere else.
        self._client = httpx.AsyncClient(
            base_url=terms.url, timeout=terms.response_seconds, limits=limits, transport=transport, trust_env=False
        )

    @property
    def name(self) -> str:
        return self._terms.name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            dedupes=self._gateway.dedupes,
            receipts=self._gateway.receipts is not None,
            segments_per_second=self._terms.segments_per_second,
        )

    async def start(self) -> None:
        if not self._gateway.tested:
            _log.warning("gateway_untested", provider=self.name)

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        async def one(message: Message) -> None:
            async with self._free:
                answered(message, await self._send(message))

        await asyncio.gather(*map(one, messages))

    async def close(self) -> None:
        await self._client.aclose()

    async def _send(self, message: Message) -> Outcome:
        receipts = self._receipts(message.reference)
        request = request_of(self._client, self._gateway.submit, self._terms.account, message, receipts)
        try:
            response = await self._client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return Busy("gateway_unreachable", spends_attempt=False)
        except httpx.HTTPError:
            return NoAnswer("gateway_unanswered")
        return outcome_of(self._gateway, message, response)
