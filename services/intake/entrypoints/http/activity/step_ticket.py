"""POST /v1/desk/tickets/{ticket}/{step}"""

from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field

from services.contracts.events.payload import CodeText, Token
from services.intake.application.activity.step_ticket import StepTicket
from services.intake.application.activity.ticket_steps import TicketStep
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, FieldName, desk_request
from services.intake.entrypoints.http.activity.examples import TICKET
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["TicketPath", "add_step_ticket"]

TicketPath = Annotated[str, Path(max_length=96, examples=["T-H90.01-261123-land-0007"])]
StepPath = Literal["recall", "skip", "start", "finish", "no-show", "transfer"]


class StepForm(DeskForm):
    """`field` names the queue of a transfer, `code` the dossier that a finished ticket led to."""

    field: FieldName | None = None
    code: CodeText | None = None
    counter: Annotated[Token | None, Field(max_length=20)] = None


def add_step_ticket(router: ApiRouter, step_ticket: StepTicket) -> None:
    @router.post(
        "/v1/desk/tickets/{ticket}/{step}",
        summary="Xử lý số thứ tự / Take a step with a ticket",
        response_class=OrjsonResponse,
        responses=answers(TICKET, "Số thứ tự sau thao tác / The ticket after the step"),
    )
    async def step_on(
        ticket: TicketPath, step: StepPath, principal: DeskWriter, form: StepForm | None = None
    ) -> OrjsonResponse:
        """A step that was taken already answers as the first time."""
        given = form or StepForm()
        wanted = TicketStep(step, given.field, given.code, given.counter)
        return OrjsonResponse(await step_ticket(desk_request(given, principal), ticket, wanted))
