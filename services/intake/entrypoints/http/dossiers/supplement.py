"""POST /v1/dossiers/{code}/supplement"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import FileSupplement
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import CommandForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_supplement"]


def add_supplement(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/supplement",
        summary="Nhận bổ sung / Take the missing papers",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def supplement(
        code: CodePath, principal: Writer, form: CommandForm | None = None, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The clock runs on; `due_at` is the new due date."""

        def supplement_command(at: datetime) -> FileSupplement:
            return FileSupplement(at=at)

        return await carry_out(change, code, principal, key, form or CommandForm(), supplement_command)
