"""POST /v1/desk/hours/{turn}"""

from typing import Literal

from services.intake.application.activity.desk_hours import KeepDeskHours
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, desk_request
from services.intake.entrypoints.http.activity.examples import HOURS
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, OptionalKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_desk_hours"]


def add_desk_hours(router: ApiRouter, hours: KeepDeskHours) -> None:
    @router.post(
        "/v1/desk/hours/{turn}",
        summary="Mở hoặc đóng bộ phận một cửa / Open or close the desk",
        response_class=OrjsonResponse,
        responses=answers(HOURS, "Giờ làm việc trong ngày / The hours of the day"),
    )
    async def turn_desk(
        turn: Literal["open", "close"],
        principal: DeskWriter,
        form: DeskForm | None = None,
        key: OptionalKey = None,
    ) -> OrjsonResponse:
        """Judged by the desk's calendar; an open desk cannot be opened again, a closed one not closed."""
        request = desk_request(form or DeskForm(), principal, key, turn)
        return OrjsonResponse(await (hours.open(request) if turn == "open" else hours.close(request)))
