"""GET /v1/delegations"""

from typing import Any, Final

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.views import DELEGATION, POST, delegation_view, post_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import AgencyQuery, DelegationReader
from services.kernel.signing import SigningRegister
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["REGISTER", "add_read_delegations", "register_view"]

REGISTER: Final[dict[str, Any]] = {"agency": "H90.01", "posts": [POST], "delegations": [DELEGATION]}


def add_read_delegations(router: ApiRouter, keep: KeepRegister) -> None:
    @router.get(
        "/v1/delegations",
        summary="Sổ uỷ quyền / The register of who signs",
        response_class=OrjsonResponse,
        responses=answers(REGISTER, "Người ký và uỷ quyền / Who signs, and for whom"),
    )
    async def read(principal: DelegationReader, agency: AgencyQuery = None) -> OrjsonResponse:
        """With what has ended, for audits."""
        return OrjsonResponse(register_view(await keep.read(acting_agency(agency, principal))))


def register_view(register: SigningRegister) -> dict[str, Any]:
    return {
        "agency": register.agency,
        "posts": [post_view(post) for post in register.posts],
        "delegations": [delegation_view(each) for each in register.delegations],
    }
