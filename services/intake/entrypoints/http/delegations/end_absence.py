"""POST /v1/absences/{id}/end"""

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.revoke import EntryPath
from services.intake.entrypoints.http.delegations.views import ABSENCE, absence_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import AgencyQuery, DelegationWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_end_absence"]


def add_end_absence(router: ApiRouter, keep: KeepRegister) -> None:
    @router.post(
        "/v1/absences/{id}/end",
        summary="Đã có mặt lại / End an absence early",
        response_class=OrjsonResponse,
        responses=answers(ABSENCE, "Đã ghi / Recorded"),
    )
    async def end(id: EntryPath, principal: DelegationWriter, agency: AgencyQuery = None) -> OrjsonResponse:  # noqa: A002 the path's own word
        """From now on."""
        return OrjsonResponse(absence_view(await keep.back(acting_agency(agency, principal), id)))
