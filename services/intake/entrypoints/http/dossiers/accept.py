"""POST /v1/dossiers/{code}/accept"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Accept
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import CommandForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_accept"]


def add_accept(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/accept",
        summary="Tiếp nhận hồ sơ / Receive a dossier",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def accept(
        code: CodePath, principal: Writer, form: CommandForm | None = None, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The clock starts; the answer has the appointment and the receipt."""

        def accept_command(at: datetime) -> Accept:
            return Accept(at=at)

        return await carry_out(change, code, principal, key, form or CommandForm(), accept_command)
