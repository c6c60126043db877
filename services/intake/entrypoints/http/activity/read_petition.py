"""GET /v1/desk/petitions/{petition}"""

from typing import Annotated

from fastapi import Path

from services.intake.application.activity.handle_petition import HandlePetition
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["PetitionPath", "add_read_petition"]

PetitionPath = Annotated[str, Path(max_length=64, examples=["P-H90.01-261123-0001"])]


def add_read_petition(router: ApiRouter, handle: HandlePetition) -> None:
    @router.get(
        "/v1/desk/petitions/{petition}",
        summary="Xem phản ánh, kiến nghị / Read a petition",
        response_class=OrjsonResponse,
        responses=answers(PETITION, "Nội dung và hạn xử lý / What it says, and its limits"),
    )
    async def read(petition: PetitionPath, principal: DeskReader, agency: AgencyQuery = None) -> OrjsonResponse:
        """With what its sender wrote; every read is written down."""
        return OrjsonResponse(await handle.read(asked_of(agency, principal), petition))
