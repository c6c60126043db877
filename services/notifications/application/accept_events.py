"""Consumes `dossier.lifecycle.v1`: makes one message of each event that citizens are told of.

At least once, in any order: each event stands alone, and the id of its message follows from the event's id, so a
repetition finds it there.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from services.contracts.events.lifecycle import DueWarned, Snapshot
from services.kernel.times import Clock
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.occasions import OCCASIONS, told_about
from services.notifications.application.officers.to_officers import ToOfficers
from services.notifications.domain.machine import suppress
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered, Verdicts
from services.runtime.metrics import METRICS

__all__ = ["AcceptEvents"]

_NOT_WANTED: Final = "not_wanted"


class AcceptEvents:
    """`contact_patience` is how long a message waits for the contact that its event relies on.

    `to_officers` makes the messages of a warning, which no citizen gets.
    """

    def __init__(self, accept: Acceptance, to_officers: ToOfficers, clock: Clock, contact_patience: timedelta) -> None:
        self._to_officers = to_officers
        self._accept = accept
        self._clock = clock
        self._patience = contact_patience

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        return await self._accept(batch, self._notifications)

    def _notifications(self, delivered: Delivered) -> Sequence[Notification]:
        data = delivered.data
        if not isinstance(data, Snapshot) or data.code != delivered.envelope.subject:
            raise PermanentError("subject_mismatch")
        if isinstance(data, DueWarned):
            return self._to_officers(delivered)
        return self._of_citizen(delivered, data) if type(data) in OCCASIONS else ()

    def _of_citizen(self, delivered: Delivered, data: Snapshot) -> Sequence[Notification]:
        envelope = delivered.envelope
        template_of, facts_of = OCCASIONS[type(data)]
        template = template_of(data)
        code = told_about(data)
        if code is None or not data.notify:
            METRICS.messages.labels(_NOT_WANTED, template).inc()
            return ()
        about = About(
            code=code,
            agency=data.agency,
            procedure=data.procedure,
            template=template,
            cause=envelope.id,
            backfill=data.backfill,
            trace=envelope.traceparent,
            subject=data.code,
            status=data.status,
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
        return (notification if data.contact_seq else suppress(notification, "no_contact", now),)
