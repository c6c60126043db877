"""POST /v1/delegations/{id}/revoke"""

from typing import Annotated

from fastapi import Path

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.read_delegations import REGISTER, register_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import AgencyQuery, DelegationWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["EntryPath", "add_revoke"]

EntryPath = Annotated[str, Path(pattern=r"^[0-9a-f]{24}$", examples=["5a1f9e3b0d9c3a6f4b2e8d7c"])]


def add_revoke(router: ApiRouter, keep: KeepRegister) -> None:
    @router.post(
        "/v1/delegations/{id}/revoke",
        summary="Thu hồi uỷ quyền / Revoke a delegation or an authority",
        response_class=OrjsonResponse,
        responses=answers(REGISTER, "Sổ sau khi thu hồi / The register afterwards"),
    )
    async def revoke(id: EntryPath, principal: DelegationWriter, agency: AgencyQuery = None) -> OrjsonResponse:  # noqa: A002 the path's own word
        """From now on; what was signed before stays signed. Twice is once."""
        return OrjsonResponse(register_view(await keep.revoke(acting_agency(agency, principal), id)))
