"""What webhooks need of the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.webhooks.webhook import Webhook

__all__ = ["KeptWebhook", "Webhooks"]


@dataclass(frozen=True, slots=True)
class KeptWebhook:
    """A webhook and the revision that it was read at."""

    webhook: Webhook
    revision: int


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
