"""Consumes `dossier.lifecycle.v1`: makes one message of each event that citizens are told of.

At least once, in any order: each event stands alone, and the id of its message follows from the event's id, so a
repetition finds it there.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from services.contracts.events.lifecycle import Snapshot
from services.kernel.times import Clock
from services.notifications.application.feed import Feed
from services.notifications.application.occasions import OCCASIONS
from services.notifications.application.ports import Messages, Pending
from services.notifications.application.status import count, first_change_of
from services.notifications.domain.machine import suppress
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.aggregates import CommitOutcome
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered, Verdicts
from services.runtime.metrics import METRICS

__all__ = ["SWEPT_AFTER", "AcceptEvents"]

SWEPT_AFTER: Final = timedelta(seconds=10)
"""How long a message belongs to the feed of the process that accepted it, before every sweep may bring it up."""
_NOT_WANTED: Final = "not_wanted"


class AcceptEvents:
    """`contact_patience` is how long a message waits for the contact that its event relies on."""

    def __init__(
        self,
        messages: Messages,
        pending: Pending,
        feed: Feed,
        clock: Clock,
        contact_patience: timedelta,
    ) -> None:
        self._messages = messages
        self._pending = pending
        self._feed = feed
        self._clock = clock
        self._patience = contact_patience

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts = Verdicts()
        accepted: dict[str, Notification] = {}
        for index, delivered in enumerate(batch):
            try:
                notification = self._notification(delivered)
            except PermanentError as error:
                verdicts.rejected[index] = error
                continue
            if notification is not None:
                accepted[notification.id] = notification
        await self._store(accepted)
        return verdicts

    def _notification(self, delivered: Delivered) -> Notification | None:
        envelope, data = delivered.envelope, delivered.data
        if not isinstance(data, Snapshot) or data.code != envelope.subject:
            raise PermanentError("subject_mismatch")
        template, facts_of = OCCASIONS[type(data)]
        if not data.notify:
            METRICS.messages.labels(_NOT_WANTED, template).inc()
            return None
        about = About(
            code=data.code,
            agency=data.agency,
            procedure=data.procedure,
            template=template,
            cause=envelope.id,
            backfill=data.backfill,
            trace=envelope.traceparent,
        )
        now = self._clock()
        notification = Notification(
            id=notification_id(about.cause, template, about.party, about.channel),
            about=about,
            facts=facts_of(data),
            contact_seq=data.contact_seq,
            contact_by=now + self._patience,
            accepted_at=now,
            changed_at=now,
        )
        return notification if data.contact_seq else suppress(notification, "no_contact", now)

    async def _store(self, accepted: dict[str, Notification]) -> None:
        if not accepted:
            return
        open_ids = [each.id for each in accepted.values() if not each.is_settled]
        # Before the messages: one that no row points to would be forgotten by a crash.
        await self._pending.add(open_ids, self._clock() + SWEPT_AFTER)
        outcomes = await self._messages.commit_many([first_change_of(each) for each in accepted.values()])
        for id_, outcome in outcomes.items():
            if outcome is CommitOutcome.COMMITTED:
                count(accepted[id_])
        # Those that existed too: this may be the repetition after a crash.
        self._feed.add(open_ids)
