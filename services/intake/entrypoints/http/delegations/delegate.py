"""POST /v1/delegations"""

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.forms import DelegationForm
from services.intake.entrypoints.http.delegations.views import DELEGATION, delegation_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DelegationWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_delegate"]


def add_delegate(router: ApiRouter, keep: KeepRegister) -> None:
    @router.post(
        "/v1/delegations",
        status_code=201,
        summary="Đăng ký uỷ quyền ký / Register a delegation",
        response_class=OrjsonResponse,
        responses=answers(DELEGATION, "Đã đăng ký / Registered", 201),
    )
    async def delegate(form: DelegationForm, principal: DelegationWriter) -> OrjsonResponse:
        """The delegator needs an own authority for the whole period: a delegation cannot be passed on."""
        delegation = await keep.delegate(acting_agency(form.agency, principal), form.delegation())
        return OrjsonResponse(delegation_view(delegation), 201)
