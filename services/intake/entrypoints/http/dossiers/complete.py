"""POST /v1/dossiers/{code}/complete"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Complete
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.course_forms import CompletionForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_complete"]


def add_complete(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/complete",
        summary="Hoàn thành hồ sơ mật / Complete a secret dossier",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def complete(
        code: CodePath, principal: Writer, form: CompletionForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """Only for a dossier without a route; any other one finishes with its route."""

        def complete_command(at: datetime) -> Complete:
            return Complete(at=at, result_reference=form.result_reference)

        return await carry_out(change, code, principal, key, form, complete_command)
