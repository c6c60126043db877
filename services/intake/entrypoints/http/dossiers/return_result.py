"""POST /v1/dossiers/{code}/return"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import ReturnResult
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import CommandForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_return_result"]


def add_return_result(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/return",
        summary="Trả kết quả / Hand out the result",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def return_result(
        code: CodePath, principal: Writer, form: CommandForm | None = None, key: OptionalKey = None
    ) -> OrjsonResponse:
        """Only after the dossier is finished."""

        def return_result_command(at: datetime) -> ReturnResult:
            return ReturnResult(at=at)

        return await carry_out(change, code, principal, key, form or CommandForm(), return_result_command)
