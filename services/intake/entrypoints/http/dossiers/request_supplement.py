"""POST /v1/dossiers/{code}/request-supplement"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import RequestSupplement
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import SupplementRequestForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.kernel.times import require_utc
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_request_supplement"]


def add_request_supplement(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/request-supplement",
        summary="Yêu cầu bổ sung / Ask for missing papers",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def request_supplement(
        code: CodePath, principal: Writer, form: SupplementRequestForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """The clock pauses until the papers come."""
        reply_by = require_utc(form.reply_by) if form.reply_by else None

        def request_supplement_command(at: datetime) -> RequestSupplement:
            return RequestSupplement(at=at, components=form.components, reply_by=reply_by)

        return await carry_out(change, code, principal, key, form, request_supplement_command)
