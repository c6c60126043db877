"""Webhooks as rows of messages for the delivery worker."""

from collections.abc import Mapping

from services.intake.application.webhooks.deliver import DeliverWebhook
from services.intake.application.webhooks.ports import KeptWebhook, Webhooks
from services.kernel.times import Clock

__all__ = ["WebhookRounds"]


class WebhookRounds:
    """Implements `DeliveryRounds`."""

    def __init__(self, webhooks: Webhooks, deliver: DeliverWebhook, clock: Clock) -> None:
        self._webhooks = webhooks
        self._deliver = deliver
        self._clock = clock

    async def due(self) -> Mapping[str, KeptWebhook]:
        return {kept.webhook.id: kept for kept in await self._webhooks.due(self._clock())}

    async def again(self, id_: str) -> KeptWebhook | None:
        kept = await self._webhooks.find(id_)
        due = kept is not None and kept.webhook.state == "active" and kept.webhook.due_at <= self._clock()
        return kept if due else None

    async def deliver(self, row: KeptWebhook) -> int:
        return await self._deliver(row)
