"""POST /v1/signing-posts"""

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.forms import PostForm
from services.intake.entrypoints.http.delegations.views import POST, post_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DelegationWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_appoint"]


def add_appoint(router: ApiRouter, keep: KeepRegister) -> None:
    @router.post(
        "/v1/signing-posts",
        status_code=201,
        summary="Đăng ký người có thẩm quyền ký / Register who signs in own right",
        response_class=OrjsonResponse,
        responses=answers(POST, "Đã đăng ký / Registered", 201),
    )
    async def appoint(form: PostForm, principal: DelegationWriter) -> OrjsonResponse:
        """The same entry twice is one entry."""
        post = await keep.appoint(acting_agency(form.agency, principal), form.post())
        return OrjsonResponse(post_view(post), 201)
