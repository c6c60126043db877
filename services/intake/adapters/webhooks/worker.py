"""Looks for due webhooks again and again, and has each of them delivered beside the others."""

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from services.intake.application.webhooks.deliver import DeliverWebhook
from services.intake.application.webhooks.ports import KeptWebhook, Webhooks
from services.kernel.times import Clock
from services.runtime.failures import TransientError

__all__ = ["WebhookWorker"]

_PAUSE_SECONDS: Final = 1.0
_AT_ONCE: Final = 16
_log = structlog.get_logger()


class WebhookWorker:
    """One slow target holds up nobody but itself."""

    def __init__(self, webhooks: Webhooks, deliver: DeliverWebhook, clock: Clock) -> None:
        self._webhooks = webhooks
        self._deliver = deliver
        self._clock = clock
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.look()
            except TransientError as error:
                _log.warning("webhooks_not_read", reason=error.reason)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _PAUSE_SECONDS)

    async def stop(self) -> None:
        """What is under way is cut off: unless it was acknowledged in time, another process sends it again."""
        self._stopping.set()
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> None:
        """Begin with what is due, as far as there is room. Raises TransientError."""
        for kept in await self._webhooks.due(self._clock()):
            if len(self._under_way) < _AT_ONCE and kept.webhook.id not in self._under_way:
                task = asyncio.create_task(self._run(kept))
                self._under_way[kept.webhook.id] = task

    async def _still_due(self, id_: str) -> KeptWebhook | None:
        kept = await self._webhooks.find(id_)
        due = kept is not None and kept.webhook.state == "active" and kept.webhook.due_at <= self._clock()
        return kept if due else None

    async def _run(self, kept: KeptWebhook) -> None:
        following: KeptWebhook | None = kept
        try:
            while following and await self._deliver(following):
                following = await self._still_due(kept.webhook.id)
        except TransientError as error:
            _log.warning("webhook_put_off", webhook_id=kept.webhook.id, reason=error.reason)
        finally:
            self._under_way.pop(kept.webhook.id, None)
