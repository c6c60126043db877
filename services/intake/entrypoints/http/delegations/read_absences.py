"""GET /v1/absences"""

from typing import Any, Final

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.views import ABSENCE, absence_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import AgencyQuery, DelegationReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_absences"]

_EXAMPLE: Final[dict[str, Any]] = {"items": [ABSENCE]}


def add_read_absences(router: ApiRouter, keep: KeepRegister) -> None:
    @router.get(
        "/v1/absences",
        summary="Ai vắng mặt / Who is away",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Các lần vắng mặt / Absences"),
    )
    async def read(principal: DelegationReader, agency: AgencyQuery = None) -> OrjsonResponse:
        register = await keep.read(acting_agency(agency, principal))
        return OrjsonResponse({"items": [absence_view(each) for each in register.absences]})
