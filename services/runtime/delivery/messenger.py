"""Hands messages over by HTTP, signed by Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature."""

import asyncio
import ssl
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import httpx

from services.runtime.delivery.message import Answer, Message, signature_of
from services.runtime.delivery.targets import GuardedTargets, Target
from services.runtime.failures import PermanentError

__all__ = ["HttpMessenger"]

_SECONDS: Final = 10.0
_LONGEST_WAIT: Final = 86_400
_NEVER: Final = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY}
)
"""What is wrong with a message itself: the same one will be answered the same."""


class HttpMessenger:
    """Implements `Messenger`: 2xx is a success, 410 says that nobody is there any more.

    Redirects are failures, and what a target answers is not read. A connection serves one message: kept ones are found
    again by address, and two names at one address must not share what was verified for one of them.
    """

    def __init__(self, targets: GuardedTargets, agent: str, seconds: float = _SECONDS) -> None:
        self._targets = targets
        self._agent = agent
        self._seconds = seconds
        limits = httpx.Limits(max_connections=20, max_keepalive_connections=0)
        context = ssl.create_default_context()
        self._client = httpx.AsyncClient(timeout=seconds, trust_env=False, limits=limits, verify=context)

    async def send(self, url: str, secret: bytes, message: Message, at: datetime) -> Answer:
        try:
            target = await self._targets.reach(url)
            async with asyncio.timeout(self._seconds):
                return await self._post(target, secret, message, at)
        except PermanentError as error:
            return Answer(error.reason)
        except TimeoutError:
            return Answer("timeout")
        except (httpx.HTTPError, ssl.SSLError) as error:
            return Answer(_reason(error))

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, target: Target, secret: bytes, message: Message, at: datetime) -> Answer:
        timestamp = int(at.timestamp())
        headers = {
            "Host": target.header,
            "Content-Type": "application/json",
            "User-Agent": self._agent,
            "webhook-id": message.id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature_of(secret, message, timestamp),
        }
        names = {"sni_hostname": target.host}
        request = self._client.build_request(
            "POST", target.url, content=message.body, headers=headers, extensions=names
        )
        response = await self._client.send(request, stream=True)
        await response.aclose()
        return _answer(response)


def _answer(response: httpx.Response) -> Answer:
    if response.is_success:
        return Answer()
    gone = response.status_code == HTTPStatus.GONE
    wait = response.headers.get("retry-after", "")
    seconds = min(int(wait), _LONGEST_WAIT) if wait.isascii() and wait.isdigit() and len(wait) <= len("86400") else 0
    refused = response.status_code in _NEVER
    return Answer(f"status_{response.status_code}", gone=gone, refused=refused, wait=timedelta(seconds=seconds))


def _reason(error: Exception) -> str:
    """The kind of failure; its text may name the target, which may hold a key."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    return "not_reachable" if isinstance(error, httpx.ConnectError) else "connection_broken"
