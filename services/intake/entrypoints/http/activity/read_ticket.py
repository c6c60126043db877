"""GET /v1/desk/tickets/{ticket}"""

from services.intake.application.activity.step_ticket import StepTicket
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import TICKET
from services.intake.entrypoints.http.activity.step_ticket import TicketPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_ticket"]


def add_read_ticket(router: ApiRouter, step_ticket: StepTicket) -> None:
    @router.get(
        "/v1/desk/tickets/{ticket}",
        summary="Xem số thứ tự / Read a ticket",
        response_class=OrjsonResponse,
        responses=answers(TICKET, "Số thứ tự / The ticket"),
    )
    async def read(ticket: TicketPath, principal: DeskReader, agency: AgencyQuery = None) -> OrjsonResponse:
        return OrjsonResponse(await step_ticket.read(asked_of(agency, principal), ticket))
