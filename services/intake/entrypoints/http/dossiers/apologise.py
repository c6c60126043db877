"""POST /v1/dossiers/{code}/apology"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Apologise
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.course_forms import ApologyForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.kernel.times import require_utc
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_apologise"]


def add_apologise(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/apology",
        summary="Xin lỗi và hẹn lại / Apologise and give a new date",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def apologise(
        code: CodePath, principal: Writer, form: ApologyForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """Once; late or missing apologies are recorded as violations, and the due date stays."""

        def apologise_command(at: datetime) -> Apologise:
            return Apologise(at=at, reason=form.reason, new_date=require_utc(form.new_date))

        return await carry_out(change, code, principal, key, form, apologise_command)
