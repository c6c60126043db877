"""What the command endpoints share: from a checked form to the answer."""

from collections.abc import Callable
from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier, ChangeRequest
from services.intake.domain.actor import Actor
from services.intake.domain.commands import Command
from services.intake.entrypoints.http.dossiers.forms import CommandForm
from services.intake.entrypoints.http.examples import DOSSIER, answers
from services.kernel.times import require_utc
from services.runtime.auth.principal import Principal
from services.runtime.tracing import current_trace
from services.runtime.web.responses import OrjsonResponse

__all__ = ["CHANGED", "carry_out"]

CHANGED = answers(DOSSIER, "Hồ sơ sau thao tác / The dossier after the step")


async def carry_out(
    change: ChangeDossier,
    code: str,
    principal: Principal,
    key: str | None,
    form: CommandForm,
    command: Callable[[datetime], Command],
    actor: Actor | None = None,
) -> OrjsonResponse:
    """Apply a command; the form's class is part of what a repeated Idempotency-Key is compared by.

    Without an `actor` it is the principal's software that gives it.
    """
    request = ChangeRequest(
        code=code,
        principal=principal,
        command=command,
        content=f"{code} {command.__name__} {form.model_dump_json()}".encode(),
        occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
        key=key,
        trace=current_trace(),
        actor=actor,
    )
    return OrjsonResponse(await change(request))
