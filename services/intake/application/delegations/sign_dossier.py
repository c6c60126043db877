"""Signs a dossier's result, or alerts the agency and records why it will be late."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.intake.application.delegations.ports import Alerts
from services.intake.application.delegations.signing_desk import SigningDesk, signature_of
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier, ChangeRequest
from services.intake.domain.actor import SYSTEM, Actor
from services.intake.domain.commands import Sign, SigningFailed
from services.intake.domain.delegations.alert import Alert, alert_id
from services.intake.domain.dossier import Dossier
from services.kernel.signing import Paper
from services.kernel.times import Clock, local_day
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["SignDossier", "SignRequest"]

NOBODY = "signer_absent_no_delegate"


@dataclass(frozen=True, slots=True)
class SignRequest:
    """`officer` signs; `scope` has what is known of the paper, such as paper_origin. `actor` None is software."""

    code: str
    principal: Principal
    officer: str
    scope: Mapping[str, str]
    content: bytes
    occurred_at: datetime | None = None
    key: str | None = None
    trace: str | None = None
    actor: Actor | None = None


class SignDossier:
    """The alert comes before the record on the dossier: after a crash in between, the next attempt does both."""

    def __init__(self, desk: Desk, signing: SigningDesk, alerts: Alerts, change: ChangeDossier, clock: Clock) -> None:
        self._desk = desk
        self._signing = signing
        self._alerts = alerts
        self._change = change
        self._clock = clock

    async def __call__(self, request: SignRequest) -> dict[str, Any]:
        """Raises what `resolve` and ChangeDossier raise."""
        dossier = (await self._desk.open(request.code, request.principal)).dossier
        register = await self._signing.register(dossier.agency)
        paper = Paper(dossier.filing.procedure.partition("@")[0], request.scope)

        def sign_command(at: datetime) -> Sign:
            return Sign(at=at, signature=signature_of(register, paper, request.officer, at))

        change = ChangeRequest(
            code=request.code,
            principal=request.principal,
            command=sign_command,
            content=request.content,
            occurred_at=request.occurred_at,
            key=request.key,
            trace=request.trace,
            actor=request.actor,
        )
        try:
            return await self._change(change)
        except PermanentError as error:
            if error.reason == NOBODY:
                await self._tell_nobody_signs(dossier, change)
            raise

    async def _tell_nobody_signs(self, dossier: Dossier, change: ChangeRequest) -> None:
        now = self._clock()
        id_ = alert_id(dossier.agency, NOBODY, dossier.code, local_day(now))
        await self._alerts.raise_once(Alert(id_, dossier.agency, NOBODY, dossier.code, now))

        def failed_command(at: datetime) -> SigningFailed:
            return SigningFailed(at=at, reason=NOBODY)

        try:
            await self._change(replace(change, command=failed_command, key=None, actor=SYSTEM))
        except PermanentError as error:
            # A finished dossier is not late any more; that nobody could sign it is told all the same.
            if error.reason != "transition_not_allowed":
                raise
