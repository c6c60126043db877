"""What webhooks need of the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.intake.domain.webhooks.webhook import Webhook

__all__ = ["Answer", "KeptWebhook", "Message", "Messenger", "Sealing", "Targets", "Webhooks"]


@dataclass(frozen=True, slots=True)
class KeptWebhook:
    """A webhook and the revision that it was read at."""

    webhook: Webhook
    revision: int


@dataclass(frozen=True, slots=True)
class Message:
    """One delivery; its owner can tell repetitions by `id`."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` is None for a success; `gone` says that the target wants nothing more, `wait` how long it asks for."""

    reason: str | None = None
    gone: bool = False
    wait: timedelta = timedelta(0)


class Webhooks(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def add(self, webhook: Webhook) -> None: ...

    async def find(self, id_: str) -> KeptWebhook | None: ...

    async def of_client(self, client_id: str) -> Sequence[Webhook]: ...

    async def due(self, now: datetime) -> Sequence[KeptWebhook]:
        """Active ones whose time has come and that nobody works on."""
        ...

    async def save(self, webhook: Webhook, revision: int, *, busy_until: datetime | None = None) -> int | None:
        """The new revision, or None when somebody changed it since; until `busy_until` nobody else works on it."""
        ...

    async def remove(self, id_: str) -> None: ...


class Targets(Protocol):
    """Where messages may go."""

    async def check(self, url: str) -> None:
        """Raises PermanentError(webhook_target_refused | webhook_target_unknown)."""
        ...


class Messenger(Protocol):
    """Hands one message over; never raises."""

    async def send(self, url: str, secret: bytes, message: Message, at: datetime) -> Answer: ...


class Sealing(Protocol):
    """Secrets at rest."""

    def seal(self, id_: str, secret: bytes) -> str: ...

    def open(self, id_: str, sealed: str) -> bytes: ...
