"""POST /v1/desk/tickets/call-next"""

from typing import Annotated

from fastapi import Response
from pydantic import ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.activity.call_next import CallNext
from services.intake.entrypoints.http.activity.desk_caller import STRICT, DeskForm, FieldName, desk_request
from services.intake.entrypoints.http.activity.examples import TICKET
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, OptionalKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_call_next"]


class CallForm(DeskForm):
    """The queues that a counter serves."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"fields": ["land"], "counter": "3"}]})

    fields: Annotated[frozenset[FieldName], Field(min_length=1, max_length=40)]
    counter: Annotated[Token, Field(max_length=20)]


def add_call_next(router: ApiRouter, call_next: CallNext) -> None:
    @router.post(
        "/v1/desk/tickets/call-next",
        summary="Gọi số tiếp theo / Call the next ticket",
        response_class=OrjsonResponse,
        responses=answers(TICKET, "Số được gọi / The ticket called")
        | {204: {"description": "Không còn ai chờ / Nobody waits"}},
    )
    async def call(form: CallForm, principal: DeskWriter, key: OptionalKey = None) -> Response:
        """Whoever waits longest in one of the queues; with an Idempotency-Key a retry calls nobody else."""
        called = await call_next(desk_request(form, principal, key), form.fields, form.counter)
        return Response(status_code=204) if called is None else OrjsonResponse(called)
