"""GET /v1/desk/hotline/checklist"""

from typing import Annotated

from fastapi import Query

from services.intake.application.activity.hotline import Hotline
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import CHECKLIST
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_checklist"]

_Procedure = Annotated[str, Query(min_length=8, max_length=40, description="Procedure code, or code@version")]
_Case = Annotated[str | None, Query(max_length=64)]


def add_read_checklist(router: ApiRouter, hotline: Hotline) -> None:
    @router.get(
        "/v1/desk/hotline/checklist",
        summary="Thành phần hồ sơ theo trường hợp / What to bring, by procedure and case",
        response_class=OrjsonResponse,
        responses=answers(CHECKLIST, "Danh sách giấy tờ và số máy lẻ / The checklist and the extension"),
    )
    async def checklist(
        procedure: _Procedure, principal: DeskReader, case: _Case = None, agency: AgencyQuery = None
    ) -> OrjsonResponse:
        """For whoever answers the component hotline."""
        return OrjsonResponse(hotline.checklist(asked_of(agency, principal).agency, procedure, case))
