"""POST /v1/dossiers/{code}/withdraw"""

from datetime import datetime

from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.domain.commands import Withdraw
from services.intake.entrypoints.http.dossiers.command import CHANGED, carry_out
from services.intake.entrypoints.http.dossiers.forms import WithdrawalForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_withdraw"]


def add_withdraw(router: ApiRouter, change: ChangeDossier) -> None:
    @router.post(
        "/v1/dossiers/{code}/withdraw",
        summary="Rút hồ sơ / Withdraw a dossier",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def withdraw(
        code: CodePath, principal: Writer, form: WithdrawalForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """Requested by the applicant, granted by an officer, or taken back."""

        def withdraw_command(at: datetime) -> Withdraw:
            return Withdraw(at=at, step=form.step)

        return await carry_out(change, code, principal, key, form, withdraw_command)
