"""Webhooks in the store: changed by compare and set on a revision, one process at a time works on each.

Row: {_id, rev, busy_until, webhook: {...}}. There are few of them, so looking for those due reads them all.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from services.intake.application.webhooks.ports import KeptWebhook
from services.intake.domain.webhooks.webhook import Webhook
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredWebhooks"]

COLLECTION: Final = "webhooks"
_WEBHOOK: TypeAdapter[Webhook] = TypeAdapter(Webhook)


class StoredWebhooks:
    """Implements the port `Webhooks`."""

    def __init__(self, webhooks: Documents) -> None:
        self._webhooks = webhooks

    async def add(self, webhook: Webhook) -> None:
        row = {"_id": webhook.id, "rev": 1, "busy_until": None, "webhook": _plain(webhook)}
        if not await self._webhooks.insert(row):
            raise TransientError("webhook_id_taken")

    async def find(self, id_: str) -> KeptWebhook | None:
        row = await self._webhooks.find_one({"_id": id_})
        return None if row is None else _kept(row)

    async def of_client(self, client_id: str) -> list[Webhook]:
        rows = await self._webhooks.find({"webhook.client_id": client_id})
        return sorted((_kept(row).webhook for row in rows), key=lambda webhook: webhook.id)

    async def due(self, now: datetime) -> Sequence[KeptWebhook]:
        rows = await self._webhooks.find({"webhook.state": "active"})
        free = [_kept(row) for row in rows if row["busy_until"] is None or row["busy_until"] <= now]
        return [kept for kept in free if kept.webhook.due_at <= now]

    async def save(self, webhook: Webhook, revision: int, *, busy_until: datetime | None = None) -> int | None:
        values = {"webhook": _plain(webhook), "rev": revision + 1, "busy_until": busy_until}
        saved = await self._webhooks.update_one({"_id": webhook.id, "rev": revision}, {"$set": values})
        return revision + 1 if saved else None

    async def remove(self, id_: str) -> None:
        await self._webhooks.delete({"_id": id_})


def _plain(webhook: Webhook) -> dict[str, Any]:
    values: dict[str, Any] = _WEBHOOK.dump_python(webhook, mode="json")
    return values


def _kept(row: Document) -> KeptWebhook:
    return KeptWebhook(_WEBHOOK.validate_python(row["webhook"]), row["rev"])
