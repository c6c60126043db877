"""GET /v1/desk/calls/{call}"""

from services.intake.application.activity.link_record import LinkCall
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import CALL
from services.intake.entrypoints.http.activity.link_call import CallPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_call"]


def add_read_call(router: ApiRouter, link_call: LinkCall) -> None:
    @router.get(
        "/v1/desk/calls/{call}",
        summary="Xem cuộc gọi / Read a call",
        response_class=OrjsonResponse,
        responses=answers(CALL, "Nội dung / The call"),
    )
    async def read(call: CallPath, principal: DeskReader, agency: AgencyQuery = None) -> OrjsonResponse:
        return OrjsonResponse(await link_call.read(asked_of(agency, principal), call))
