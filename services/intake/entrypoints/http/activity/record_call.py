"""POST /v1/desk/calls"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.activity.record_call import CallMade, RecordCall
from services.intake.entrypoints.http.activity.created import created
from services.intake.entrypoints.http.activity.desk_caller import STRICT, DeskForm, FieldName, desk_request
from services.intake.entrypoints.http.activity.examples import CALL
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, RequiredKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_record_call"]


class CallForm(DeskForm):
    """Who answered, and what was asked for; the caller's number is stored encrypted and never shown again."""

    model_config = STRICT | ConfigDict(
        json_schema_extra={"examples": [{"answered_by": "desk", "procedure": "1.001193", "caller": "0912 345 678"}]}
    )

    answered_by: Literal["desk", "extension", "fallback", "nobody"] = "desk"
    field: FieldName | None = None
    procedure: Annotated[str | None, Field(min_length=8, max_length=40)] = None
    case: Token | None = None
    caller: Annotated[str | None, Field(max_length=32)] = None

    def made(self) -> CallMade:
        return CallMade(self.answered_by, self.field, self.procedure, self.case, self.caller)


def add_record_call(router: ApiRouter, record_call: RecordCall) -> None:
    @router.post(
        "/v1/desk/calls",
        status_code=201,
        summary="Ghi nhận cuộc gọi tổng đài / Record a call to the hotline",
        response_class=OrjsonResponse,
        responses=answers(CALL, "Cuộc gọi / The call", 201),
    )
    async def record(form: CallForm, key: RequiredKey, principal: DeskWriter) -> OrjsonResponse:
        """What was told is the catalogue's checklist; a transfer goes to the extension of the field."""
        recorded = await record_call(desk_request(form, principal, key), form.made())
        return created(recorded.body, recorded.body["links"]["self"], replayed=recorded.replayed)
