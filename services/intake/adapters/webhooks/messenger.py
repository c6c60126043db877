"""Hands messages over by HTTP, signed by Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature."""

import asyncio
import hashlib
import hmac
import ssl
from base64 import b64encode
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import httpx

from services.intake.adapters.webhooks.targets import GuardedTargets, Target
from services.intake.application.webhooks.ports import Answer, Message
from services.runtime.failures import PermanentError

__all__ = ["HttpMessenger", "signature_of"]

_SECONDS: Final = 10.0
_LONGEST_WAIT: Final = 86_400


def signature_of(secret: bytes, message: Message, timestamp: int) -> str:
    """`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64."""
    signed = f"{message.id}.{timestamp}.".encode() + message.body
    return "v1," + b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


class HttpMessenger:
    """Implements the port `Messenger`: 2xx is a success, 410 says that nobody is there any more.

    Redirects are failures, and what a target answers is not read. A connection serves one message: kept ones are found
    again by address, and two names at one address must not share what was verified for one of them.
    """

    def __init__(self, targets: GuardedTargets) -> None:
        self._targets = targets
        limits = httpx.Limits(max_connections=20, max_keepalive_connections=0)
        context = ssl.create_default_context()
        self._client = httpx.AsyncClient(timeout=_SECONDS, trust_env=False, limits=limits, verify=context)

    async def send(self, url: str, secret: bytes, message: Message, at: datetime) -> Answer:
        try:
            target = await self._targets.reach(url)
            async with asyncio.timeout(_SECONDS):
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
            "User-Agent": "lienthong-webhooks/1",
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
    return Answer(f"status_{response.status_code}", gone=gone, wait=timedelta(seconds=seconds))


def _reason(error: Exception) -> str:
    """The kind of failure; its text may name the target, which may hold a key."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    return "not_reachable" if isinstance(error, httpx.ConnectError) else "connection_broken"
