"""POST /v1/dossiers/{code}/supplement"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import FileSupplement
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.course_forms import SupplementForm
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
        code: CodePath, principal: Writer, form: SupplementForm | None = None, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The clock runs on once nothing is missing; `due_at` is the new due date."""
        came = form or SupplementForm()

        def supplement_command(at: datetime) -> FileSupplement:
            return FileSupplement(at=at, components=came.components)

        return await carry_out(change, code, principal, key, came, supplement_command)
