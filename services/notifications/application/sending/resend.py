"""Sends a message again, as an operator wishes: as one of its own, so that what became of the first stays."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from services.kernel.times import Clock
from services.notifications.application.ports import Messages, Pending
from services.notifications.application.status import first_change_of
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import CommitOutcome
from services.runtime.failures import PermanentError

__all__ = ["Resend", "resent_id"]

_RESENDABLE: Final = frozenset(
    {
        State.SUPPRESSED,
        State.UNCERTAIN,
        State.UNCONFIRMED,
        State.TEMPORARY_FAILURE,
        State.PERMANENT_FAILURE,
        State.TECHNICAL_FAILURE,
    }
)
"""Any other is under way still, or has arrived."""


def resent_id(id_: str) -> str:
    """Each message has one successor at most, so that two operators never send it twice."""
    return str(uuid5(UUID(id_), "resent"))


@dataclass(frozen=True, slots=True)
class Resend:
    """The processes that run find the new message by its live row; none has to be told.

    `patience` is how long it waits for its contact.
    """

    messages: Messages
    pending: Pending
    clock: Clock
    patience: timedelta

    async def __call__(self, id_: str) -> Notification:
        """Return the new message. Raises PermanentError and TransientError."""
        base = await self.messages.load(id_)
        if base is None:
            raise PermanentError("notification_unknown", remedy="ask for the id as `show` prints it")
        again = self._successor(from_state(base.id, base.state))
        # Before the message: one that no row points to would be forgotten by a crash.
        await self.pending.add([again.id], self.clock())
        outcomes = await self.messages.commit_many([first_change_of(again)])
        if outcomes[again.id] is CommitOutcome.CONFLICT:
            raise PermanentError("resent_already", as_=again.id, remedy="resend that one if it failed too")
        return again

    def _successor(self, before: Notification) -> Notification:
        if before.contact_seq == 0 and before.reason != "no_contact":
            raise PermanentError("number_dropped", remedy="it brought its own number: what caused it has to come again")
        if before.state not in _RESENDABLE:
            raise PermanentError("not_failed", state=before.state.value, remedy="wait until it failed")
        now = self.clock()
        return Notification(
            id=resent_id(before.id),
            about=before.about,
            facts=before.facts,
            contact_seq=before.contact_seq,
            contact_by=now + self.patience,
            accepted_at=now,
            changed_at=now,
        )
