"""POST /v1/dossiers/{code}/stop"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Stop
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import ReasonForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_stop"]


def add_stop(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/stop",
        summary="Dừng giải quyết / Stop handling",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def stop(code: CodePath, principal: Writer, form: ReasonForm, key: OptionalKey = None) -> OrjsonResponse:
        """On a requested withdrawal it grants the withdrawal."""

        def stop_command(at: datetime) -> Stop:
            return Stop(at=at, reason=form.reason)

        return await carry_out(change, code, principal, key, form, stop_command)
