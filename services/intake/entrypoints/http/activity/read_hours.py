"""GET /v1/desk/hours"""

from datetime import date
from typing import Annotated

from fastapi import Query

from services.intake.application.activity.desk_hours import KeepDeskHours
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import HOURS
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_hours"]

_Day = Annotated[date | None, Query(description="A day in Viet Nam; today when left out")]


def add_read_hours(router: ApiRouter, hours: KeepDeskHours) -> None:
    @router.get(
        "/v1/desk/hours",
        summary="Giờ mở cửa so với lịch / The desk's hours beside its calendar",
        response_class=OrjsonResponse,
        responses=answers(HOURS, "Giờ làm việc trong ngày / The hours of the day"),
    )
    async def read(principal: DeskReader, day: _Day = None, agency: AgencyQuery = None) -> OrjsonResponse:
        return OrjsonResponse(await hours.read(asked_of(agency, principal).agency, day))
