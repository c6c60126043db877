"""POST /v1/dossiers/{code}/refuse"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Refuse
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import ReasonForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_refuse"]


def add_refuse(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/refuse",
        summary="Từ chối tiếp nhận / Refuse a dossier",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def refuse(code: CodePath, principal: Writer, form: ReasonForm, key: OptionalKey = None) -> OrjsonResponse:
        """Only before reception."""

        def refuse_command(at: datetime) -> Refuse:
            return Refuse(at=at, reason=form.reason)

        return await carry_out(change, code, principal, key, form, refuse_command)
