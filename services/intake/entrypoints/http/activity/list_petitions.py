"""GET /v1/desk/petitions"""

from typing import Annotated

from fastapi import Query

from services.intake.application.activity.handle_petition import HandlePetition
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_list_petitions"]

_Month = Annotated[str | None, Query(pattern=r"^\d{2}(0[1-9]|1[0-2])$", description="YYMM; what is open if left out")]


def add_list_petitions(router: ApiRouter, handle: HandlePetition) -> None:
    @router.get(
        "/v1/desk/petitions",
        summary="Danh sách phản ánh, kiến nghị / List petitions",
        response_class=OrjsonResponse,
        responses=answers({"petitions": [PETITION]}, "Danh sách / The list"),
    )
    async def list_all(principal: DeskReader, month: _Month = None, agency: AgencyQuery = None) -> OrjsonResponse:
        """Without personal data; denunciations never appear to the unit that they are about."""
        return OrjsonResponse({"petitions": await handle.list(asked_of(agency, principal), month)})
