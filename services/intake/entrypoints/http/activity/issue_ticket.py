"""POST /v1/desk/tickets"""

from pydantic import ConfigDict

from services.intake.application.activity.issue_ticket import IssueTicket
from services.intake.entrypoints.http.activity.desk_caller import STRICT, DeskForm, FieldName, desk_request
from services.intake.entrypoints.http.activity.examples import TICKET
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, RequiredKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_issue_ticket"]


class TicketForm(DeskForm):
    """For which field a ticket is wanted."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"field": "land"}]})

    field: FieldName


def add_issue_ticket(router: ApiRouter, issue_ticket: IssueTicket) -> None:
    @router.post(
        "/v1/desk/tickets",
        status_code=201,
        summary="Lấy số thứ tự / Draw a ticket",
        response_class=OrjsonResponse,
        responses=answers(TICKET, "Số thứ tự / The ticket", 201),
    )
    async def issue(form: TicketForm, key: RequiredKey, principal: DeskWriter) -> OrjsonResponse:
        """For a kiosk and for the desk alike; refused while the desk does not serve the field."""
        issued = await issue_ticket(desk_request(form, principal, key), form.field)
        headers = {"Location": issued.body["links"]["self"]}
        if issued.replayed:
            headers["Idempotency-Replayed"] = "true"
        return OrjsonResponse(issued.body, 201, headers)
