"""GET /v1/dossiers/{code}/owner"""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import Depends, Response

from services.intake.application.privacy.read_owner import ReadOwner
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_owner"]

_EXAMPLE: Final[dict[str, Any]] = {
    "code": "H90.01-261123-0001",
    "name": "Nguyễn Thị Mai",
    "kind": "individual",
    "id_number": "012345678901",
    "address": None,
}
_SlipHolder = Annotated[Principal, Depends(require("slips:read"))]


def add_read_owner(router: ApiRouter, read: ReadOwner) -> None:
    @router.get(
        "/v1/dossiers/{code}/owner",
        summary="Xem người sử dụng đất của phiếu chuyển / Read whose land a slip is about",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Người sử dụng đất / The land user"),
    )
    async def owner(code: CodePath, principal: _SlipHolder) -> Response:
        """For agencies that a slip of the dossier was handed to; who read it is written to the access log."""
        found = await read(code, principal, principal.client_id)
        return OrjsonResponse({"code": code} | asdict(found), headers={"Cache-Control": "no-store"})
