"""Consumes `citizen.challenge.v1`: makes one message of each one-time code, and of each step of a petition.

At least once, in any order; the id of the message follows from the event's id, so a repetition finds it there.
"""

from collections.abc import Sequence

from services.contracts.events.challenge import ChallengeIssued, PetitionTold
from services.kernel.times import Clock, require_utc
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.message_to_petitioner import message_to_petitioner
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["TEMPLATE", "AcceptChallenges"]

TEMPLATE = "one_time_code"
_PARTY = "citizen"


class AcceptChallenges:
    """Numbers and codes stay sealed in the message until it is handed over, and are dropped once it is settled."""

    def __init__(self, accept: Acceptance, clock: Clock) -> None:
        self._accept = accept
        self._clock = clock

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        return await self._accept(batch, self._messages)

    def _messages(self, delivered: Delivered) -> tuple[Notification]:
        if isinstance(delivered.data, PetitionTold):
            return (message_to_petitioner(delivered, delivered.data, self._clock()),)
        return (self._notification(delivered),)

    def _notification(self, delivered: Delivered) -> Notification:
        envelope, data = delivered.envelope, delivered.data
        if not isinstance(data, ChallengeIssued) or data.challenge != envelope.subject:
            raise PermanentError("subject_mismatch")
        about = About(
            code=data.code,
            agency=data.agency,
            procedure=data.procedure,
            template=TEMPLATE,
            cause=envelope.id,
            party=_PARTY,
            trace=envelope.traceparent,
        )
        now, until = self._clock(), require_utc(data.expires_at)
        return Notification(
            id=notification_id(about.cause, TEMPLATE, about.party, about.channel),
            about=about,
            facts={"until": until},
            contact_seq=0,
            contact_by=until,
            accepted_at=now,
            changed_at=now,
            sealed=data.jwe,
        )
