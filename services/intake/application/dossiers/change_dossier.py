"""Applies one command of a desk to one dossier; concurrent commands are decided again on the newer state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Answer, Dossiers, Kept, Pending, Sealing
from services.intake.application.dossiers.representation import Representation
from services.intake.application.refusals import as_permanent
from services.intake.domain.actor import SOFTWARE, Actor
from services.intake.domain.business_time import TimeBounds
from services.intake.domain.commands import Command
from services.intake.domain.decide import decide
from services.intake.domain.draft import Decision
from services.intake.domain.rules import Rules
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ChangeDossier", "ChangeRequest"]

_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """`command` makes the command for its business time; `key` is the optional Idempotency-Key.

    `actor` is who gives it; without one it is the software that the principal stands for.
    """

    code: str
    principal: Principal
    command: Callable[[datetime], Command]
    content: bytes
    occurred_at: datetime | None = None
    key: str | None = None
    trace: str | None = None
    actor: Actor | None = None

    def given_at(self, at: datetime) -> Command:
        actor = self.actor or replace(SOFTWARE, id=self.principal.client_id)
        return replace(self.command(at), actor=actor)


class ChangeDossier:
    """Returns the dossier's representation; a repeated key gets the very answer of the first time."""

    def __init__(
        self,
        desk: Desk,
        dossiers: Dossiers,
        rules: Rules,
        sealing: Sealing,
        representation: Representation,
        bounds: TimeBounds,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._dossiers = dossiers
        self._rules = rules
        self._sealing = sealing
        self._represent = representation
        self._bounds = bounds
        self._clock = clock

    async def __call__(self, request: ChangeRequest) -> dict[str, Any]:
        """Raises PermanentError(transition_not_allowed, ...) and what Desk.open raises."""
        with as_permanent():
            may_backfill = "backfill" in request.principal.scopes
            time = self._bounds.check(request.occurred_at, self._clock(), may_backfill=may_backfill)
        for _ in range(_ATTEMPTS):
            kept = await self._desk.open(request.code, request.principal)
            if (told := self._told(request, kept)) is not None:
                return told
            with as_permanent():
                decision = decide(request.given_at(time.at), kept.dossier, self._rules)
            body = self._represent(decision.dossier)
            pending = self._pending(request, kept, decision, body)
            if await self._dossiers.commit(pending) is CommitOutcome.COMMITTED:
                return body
        raise PermanentError("concurrent_change", code=request.code)

    def _told(self, request: ChangeRequest, kept: Kept) -> dict[str, Any] | None:
        key = _name(request)
        answer = next((each for each in kept.answers if key and each.key == key), None)
        if answer is None:
            return None
        if not self._sealing.is_digest(answer.digest, request.content):
            raise PermanentError("idempotency_key_reused")
        return answer.body

    def _pending(self, request: ChangeRequest, kept: Kept, decision: Decision, body: dict[str, Any]) -> Pending:
        key = _name(request)
        answers = kept.answers
        if key:
            answers = (*answers, Answer(key, self._sealing.digest(request.content), body))
        after = replace(kept, dossier=decision.dossier, answers=answers)
        return Pending(after, lifecycle_events(decision.events, request.trace))


def _name(request: ChangeRequest) -> str | None:
    return f"{request.principal.client_id}|{request.key}" if request.key else None
