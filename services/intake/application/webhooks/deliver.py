"""Sends feeds to webhooks: each entry in the order of its agency, again until it is acknowledged or given up.

At least once: the place of a webhook moves after the acknowledgement, so a process that dies in between has its last
message sent again, under the same id. One process works on a webhook at a time; if it dies, another goes on after
`busy`.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import orjson
import structlog

from services.intake.application.feed.ports import Feeds
from services.intake.application.webhooks.ports import KeptWebhook, Webhooks
from services.intake.domain.feed.cursor import cursor_of, positions_of
from services.intake.domain.feed.entry import Placed, feed_name
from services.intake.domain.webhooks.webhook import Webhook
from services.kernel.agency_code import AgencyCode
from services.kernel.retry_rules import RetryRules
from services.kernel.times import Clock
from services.runtime.delivery.message import Answer, Message, Messenger, Sealing
from services.runtime.failures import PermanentError
from services.runtime.metrics import METRICS

__all__ = ["DeliverWebhook"]

_BUSY: Final = timedelta(seconds=60)
_AT_ONCE: Final = 100
_log = structlog.get_logger()


class DeliverWebhook:
    """`chance` gives jitter from 0 to 1."""

    def __init__(
        self,
        webhooks: Webhooks,
        feeds: Feeds,
        messenger: Messenger,
        sealing: Sealing,
        rules: RetryRules,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._webhooks = webhooks
        self._feeds = feeds
        self._messenger = messenger
        self._sealing = sealing
        self._rules = rules
        self._clock = clock
        self._chance = chance

    async def __call__(self, kept: KeptWebhook) -> int:
        """Deliver what is waiting, at most 100 entries; return how many were. Raises TransientError."""
        waiting = await self._waiting(kept.webhook)
        revision = await self._claim(kept) if waiting else None
        if revision is None:
            return 0
        webhook, sent = kept.webhook, 0
        for agency, placed in waiting:
            answer = await self._send(webhook, agency, placed)
            webhook = self._after(webhook, agency, placed, answer)
            last = answer.reason is not None or sent + 1 == len(waiting)
            busy_until = None if last else self._clock() + _BUSY
            revision = await self._webhooks.save(webhook, revision, busy_until=busy_until)
            if answer.reason is not None or revision is None:
                break
            sent += 1
        return sent

    async def _waiting(self, webhook: Webhook) -> list[tuple[AgencyCode, Placed]]:
        positions = positions_of(webhook.cursor, webhook.agencies)
        found: list[tuple[AgencyCode, Placed]] = []
        for agency in webhook.agencies:
            if room := _AT_ONCE - len(found):
                name = feed_name(agency, sandbox=webhook.sandbox)
                found += [(agency, placed) for placed in await self._feeds.read(name, positions[agency], room)]
        return found

    async def _claim(self, kept: KeptWebhook) -> int | None:
        """The revision from which nobody else works on it; None when somebody was first."""
        return await self._webhooks.save(kept.webhook, kept.revision, busy_until=self._clock() + _BUSY)

    async def _send(self, webhook: Webhook, agency: AgencyCode, placed: Placed) -> Answer:
        try:
            secret = self._sealing.open(webhook.id, webhook.secret)
        except PermanentError as error:
            return Answer(error.reason)
        return await self._messenger.send(webhook.url, secret, _message(agency, placed), self._clock())

    def _after(self, webhook: Webhook, agency: AgencyCode, placed: Placed, answer: Answer) -> Webhook:
        METRICS.webhook_messages.labels("failed" if answer.reason else "delivered").inc()
        now = self._clock()
        if answer.reason is None:
            positions = positions_of(webhook.cursor, webhook.agencies) | {agency: placed.number}
            return webhook.acknowledged(cursor_of(positions), now)
        after = webhook.failed(answer.reason, now, self._rules, self._chance(), answer.wait)
        after = after.gone(answer.reason) if answer.gone else after
        _log.warning(
            "webhook_not_delivered",
            webhook_id=webhook.id,
            reason=answer.reason,
            failures=after.failures,
            state=after.state,
        )
        return after


def _message(agency: AgencyCode, placed: Placed) -> Message:
    """Type, timestamp and data as Standard Webhooks has them; the id is that of the entry in this agency's feed."""
    entry = placed.entry
    data = {"agency": agency, "code": entry.code, "number": placed.number, "event": entry.id} | {"data": entry.data}
    body = orjson.dumps({"type": entry.type, "timestamp": entry.at, "data": data})
    return Message(f"{agency}:{entry.id}", body)
