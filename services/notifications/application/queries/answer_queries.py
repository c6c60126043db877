"""Answers what citizens ask by SMS: one message with how the dossier stands, sent as any other.

Idempotent by the provider's id of the text: the id of the answer follows from it.
"""

from typing import Final

import structlog

from services.kernel.times import Clock, local_day
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.ports import Messages, Opening
from services.notifications.application.receipts.ports import Incoming
from services.notifications.application.recipients.keep_limits import Tallies
from services.notifications.application.sending.ports import Dossiers, DossierState
from services.notifications.domain.notification import About, Notification, notification_id
from services.notifications.domain.queries.query import QueryRules, read_query
from services.notifications.domain.wording import STATUS_ANSWER, Facts

__all__ = ["AnswerQueries"]

_log = structlog.get_logger()
_PARTY: Final = "asker"


class AnswerQueries:
    """Implements TakeIncoming. The number stays sealed in the answer until it is handed over, and is dropped then."""

    def __init__(
        self,
        dossiers: Dossiers,
        messages: Messages,
        accept: Acceptance,
        tallies: Tallies,
        opening: Opening,
        rules: QueryRules,
        clock: Clock,
    ) -> None:
        self._dossiers = dossiers
        self._messages = messages
        self._accept = accept
        self._tallies = tallies
        self._opening = opening
        self._rules = rules
        self._clock = clock

    async def __call__(self, incoming: Incoming) -> None:
        """Raises TransientError: bring it again."""
        _log.info("incoming_text", provider=incoming.provider, result=await self._answer(incoming))

    async def _answer(self, incoming: Incoming) -> str:
        """Return what became of it, a token for the log."""
        code = read_query(incoming.text, self._rules.keywords)
        state = await self._dossiers.state(code) if code else None
        if state is None:
            return "dossier_unknown" if code else "not_a_query"
        answer = self._notification(incoming, state)
        # A repetition does not count again; it is taken again, as its first time may have been cut off.
        known = await self._messages.load(answer.id)
        if known is None and not await self._within_limit(incoming.phone):
            return "too_many"
        await self._accept.take([answer])
        return "answered"

    async def _within_limit(self, phone: str) -> bool:
        now = self._clock()
        asker = f"{self._opening.recipient(phone)}/queries"
        (within,) = await self._tallies.count_day([(asker, self._rules.limit)], local_day(now).isoformat(), now)
        return within

    def _notification(self, incoming: Incoming, state: DossierState) -> Notification:
        cause, now = f"{incoming.provider}:{incoming.id}", self._clock()
        about = About(state.code, state.agency, state.procedure, STATUS_ANSWER, cause, party=_PARTY)
        return Notification(
            id=notification_id(cause, STATUS_ANSWER, _PARTY, about.channel),
            about=about,
            facts=_facts(state),
            contact_seq=0,
            contact_by=now + self._rules.answer_within,
            accepted_at=now,
            changed_at=now,
            sealed=self._opening.seal(incoming.phone),
        )


def _facts(state: DossierState) -> Facts:
    standing: Facts = {"standing": f"status_{state.status}"}
    return {**standing, "appointment": state.appointment} if state.appointment else standing
