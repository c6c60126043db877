"""A message for a system of others, what became of it, and how Standard Webhooks signs it."""

import hashlib
import hmac
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

__all__ = ["Answer", "Message", "Messenger", "Sealing", "Targets", "signature_of"]


@dataclass(frozen=True, slots=True)
class Message:
    """One delivery; its receiver can tell repetitions by `id`."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` is None for a success.

    `gone` says that the target wants nothing more, `refused` that it will never take this message, `wait` how long it
    asks for.
    """

    reason: str | None = None
    gone: bool = False
    refused: bool = False
    wait: timedelta = timedelta(0)


class Messenger(Protocol):
    """Hands one message over; never raises."""

    async def send(self, url: str, secret: bytes, message: Message, at: datetime) -> Answer: ...


class Targets(Protocol):
    """Where messages may go."""

    async def check(self, url: str) -> None:
        """Raises PermanentError(webhook_target_refused | webhook_target_unknown)."""
        ...


class Sealing(Protocol):
    """Secrets at rest."""

    def seal(self, id_: str, secret: bytes) -> str: ...

    def open(self, id_: str, sealed: str) -> bytes: ...


def signature_of(secret: bytes, message: Message, timestamp: int) -> str:
    """`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64."""
    signed = f"{message.id}.{timestamp}.".encode() + message.body
    return "v1," + b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
