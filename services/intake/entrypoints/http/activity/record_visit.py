"""POST /v1/desk/visits"""

from pydantic import ConfigDict

from services.contracts.events.payload import Token
from services.intake.application.activity.record_visit import RecordVisit
from services.intake.entrypoints.http.activity.created import created
from services.intake.entrypoints.http.activity.desk_caller import STRICT, DeskForm, FieldName, desk_request
from services.intake.entrypoints.http.activity.examples import VISIT
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, RequiredKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_record_visit"]


class VisitForm(DeskForm):
    """The field of the matter, and how the visit ended; nothing about the visitor."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"field": "land", "outcome": "guided"}]})

    field: FieldName
    outcome: Token


def add_record_visit(router: ApiRouter, record_visit: RecordVisit) -> None:
    @router.post(
        "/v1/desk/visits",
        status_code=201,
        summary="Ghi nhận lượt tiếp công dân / Record a visit to the citizens' reception",
        response_class=OrjsonResponse,
        responses=answers(VISIT, "Lượt tiếp / The visit", 201),
    )
    async def record(form: VisitForm, key: RequiredKey, principal: DeskWriter) -> OrjsonResponse:
        recorded = await record_visit(desk_request(form, principal, key), form.field, form.outcome)
        return created(recorded.body, recorded.body["links"]["self"], replayed=recorded.replayed)
