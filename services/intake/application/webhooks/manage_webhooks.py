"""What an agency's software does with its webhooks: register, look, resume from a cursor, remove."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.intake.application.feed.ports import OpenFeeds
from services.intake.application.refusals import as_permanent
from services.intake.application.webhooks.ports import KeptWebhook, Webhooks
from services.intake.domain.feed.cursor import positions_of
from services.intake.domain.feed.entry import feed_name
from services.intake.domain.webhooks.webhook import Webhook
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.auth.principal import Principal
from services.runtime.delivery.message import Sealing, Targets
from services.runtime.failures import TransientError
from services.runtime.problems import Problem

__all__ = ["ManageWebhooks", "Registered"]

_MOST: Final = 10
_ATTEMPTS: Final = 5
_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Registered:
    """`secret` signs the messages and is shown this once."""

    webhook: Webhook
    secret: bytes = field(repr=False)


class ManageWebhooks:
    """A webhook belongs to the credential that registered it; for others it does not exist."""

    def __init__(self, webhooks: Webhooks, targets: Targets, sealing: Sealing, opened: OpenFeeds, clock: Clock) -> None:
        self._webhooks = webhooks
        self._targets = targets
        self._sealing = sealing
        self._opened = opened
        self._clock = clock

    async def register(self, principal: Principal, agencies: Sequence[AgencyCode], url: str, after: str) -> Registered:
        """Raises PermanentError (a target or a cursor that is not accepted) and Problem(webhooks_full)."""
        with as_permanent():
            positions_of(after, agencies)
        await self._targets.check(url)
        if len(await self._webhooks.of_client(principal.client_id)) >= _MOST:
            raise Problem("webhooks_full", limit=_MOST)
        now = self._clock()
        for agency in agencies:
            await self._opened.open(feed_name(agency, sandbox=principal.sandbox), now)
        id_, secret = f"wh-{secrets.token_hex(8)}", os.urandom(_SECRET_BYTES)
        webhook = Webhook(
            id=id_,
            client_id=principal.client_id,
            agencies=tuple(agencies),
            sandbox=principal.sandbox,
            url=url,
            secret=self._sealing.seal(id_, secret),
            created_at=now,
            due_at=now,
            cursor=after,
        )
        await self._webhooks.add(webhook)
        return Registered(webhook, secret)

    async def list_all(self, principal: Principal) -> Sequence[Webhook]:
        return await self._webhooks.of_client(principal.client_id)

    async def find(self, principal: Principal, id_: str) -> Webhook:
        """Raises Problem(webhook_not_found)."""
        return (await self._own(principal, id_)).webhook

    async def resume(self, principal: Principal, id_: str, cursor: str | None) -> Webhook:
        """Send again from `cursor`, or go on where it stopped. Raises as `find`, and PermanentError(cursor_invalid)."""
        for _ in range(_ATTEMPTS):
            kept = await self._own(principal, id_)
            with as_permanent():
                positions_of(cursor or "", kept.webhook.agencies)
            resumed = kept.webhook.resumed(cursor, self._clock())
            if await self._webhooks.save(resumed, kept.revision):
                return resumed
        raise TransientError("webhook_contended", webhook_id=id_)

    async def remove(self, principal: Principal, id_: str) -> None:
        """Raises Problem(webhook_not_found)."""
        await self._webhooks.remove((await self._own(principal, id_)).webhook.id)

    async def _own(self, principal: Principal, id_: str) -> KeptWebhook:
        kept = await self._webhooks.find(id_)
        if kept is None or kept.webhook.client_id != principal.client_id:
            raise Problem("webhook_not_found", webhook_id=id_)
        return kept
