"""POST /v1/absences"""

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.forms import AbsenceForm
from services.intake.entrypoints.http.delegations.views import ABSENCE, absence_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DelegationWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_report_absence"]


def add_report_absence(router: ApiRouter, keep: KeepRegister) -> None:
    @router.post(
        "/v1/absences",
        status_code=201,
        summary="Báo vắng mặt / Report an absence",
        response_class=OrjsonResponse,
        responses=answers(ABSENCE, "Đã ghi / Recorded", 201),
    )
    async def absent(form: AbsenceForm, principal: DelegationWriter) -> OrjsonResponse:
        """Meanwhile papers go to a delegate."""
        absence = await keep.absent(acting_agency(form.agency, principal), form.absence())
        return OrjsonResponse(absence_view(absence), 201)
