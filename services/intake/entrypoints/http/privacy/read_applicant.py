"""GET /v1/dossiers/{code}/applicant"""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import Depends, Response

from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_applicant"]

_EXAMPLE: Final[dict[str, Any]] = {
    "code": "H90.01-261123-0001",
    "name": "Nguyễn Thị Mai",
    "kind": "individual",
    "phone": "0912 345 678",
    "id_number": None,
    "address": None,
    "language": "vi",
}
_Trusted = Annotated[Principal, Depends(require("applicants:read"))]


def add_read_applicant(router: ApiRouter, read: ReadApplicant) -> None:
    @router.get(
        "/v1/dossiers/{code}/applicant",
        summary="Xem dữ liệu người nộp / Read the applicant's data",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Dữ liệu người nộp / The applicant"),
    )
    async def applicant(code: CodePath, principal: _Trusted) -> Response:
        """For the receiving agency; who read it is written to the access log."""
        found = await read(code, principal, principal.client_id)
        return OrjsonResponse({"code": code} | asdict(found), headers={"Cache-Control": "no-store"})
