"""POST /v1/dossiers/{code}/substate"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import SetSubstate
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.course_forms import SubstateForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_set_substate"]


def add_set_substate(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/substate",
        summary="Đặt trạng thái chi tiết / Set a local sub-state",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def set_substate(
        code: CodePath, principal: Writer, form: SubstateForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The national status stays; a sub-state ends with the status that it belongs to."""

        def set_substate_command(at: datetime) -> SetSubstate:
            return SetSubstate(at=at, key=form.substate)

        return await carry_out(change, code, principal, key, form, set_substate_command)
