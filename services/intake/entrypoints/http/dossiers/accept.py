"""POST /v1/dossiers/{code}/accept"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Accept
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import AcceptForm
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
        code: CodePath, principal: Writer, form: AcceptForm | None = None, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The clock starts; the answer has the appointment, the receipt and the service models that hold."""
        asked = form or AcceptForm()

        def accept_command(at: datetime) -> Accept:
            return Accept(at=at, waiver=asked.waiver)

        return await carry_out(change, code, principal, key, asked, accept_command)
