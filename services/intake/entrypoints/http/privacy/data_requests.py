"""POST /v1/dossiers/{code}/data-requests, POST .../{id}/answer and GET /v1/data-requests"""

from typing import Annotated, Any, Final, Literal

from fastapi import Path, Response
from pydantic import BaseModel, ConfigDict

from services.contracts.events.payload import Token
from services.intake.application.dossiers.representation import local_text
from services.intake.application.privacy.data_requests import DataRequests
from services.intake.domain.privacy.data_request import DataRequest
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Reader, Writer
from services.kernel.times import Clock
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_data_requests"]

_EXAMPLE: Final[dict[str, Any]] = {
    "id": "0b7c6a1e8f8d5e3c9a4b2d1f0e9c8b7a",
    "code": "H90.01-261123-0001",
    "agency": "H90.01",
    "kind": "access",
    "received_at": "2026-11-23T08:00:00+07:00",
    "due_at": "2026-11-25T08:00:00+07:00",
    "answered_at": None,
    "outcome": None,
    "reason": None,
    "late": False,
}
_Id = Annotated[str, Path(alias="id", pattern=r"^[0-9a-f]{32}$", examples=[_EXAMPLE["id"]])]
_STRICT: Final = ConfigDict(extra="forbid", hide_input_in_errors=True)


class DataRequestForm(BaseModel):
    model_config = _STRICT

    kind: Literal["access", "correction", "erasure"]


class DataAnswerForm(BaseModel):
    """`reason` is a token of the agency's list, never free text."""

    model_config = _STRICT

    outcome: Literal["granted", "refused"]
    reason: Token | None = None


def add_data_requests(router: ApiRouter, requests: DataRequests, clock: Clock) -> None:
    """What citizens ask of the data about them, and by when it must be answered."""

    def body(request: DataRequest) -> dict[str, Any]:
        return _body(request) | {"late": request.is_late(clock())}

    @router.post(
        "/v1/dossiers/{code}/data-requests",
        status_code=201,
        summary="Ghi nhận yêu cầu về dữ liệu cá nhân / Register a request about personal data",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Đã ghi nhận / Registered", 201),
    )
    async def register(code: CodePath, principal: Writer, form: DataRequestForm, key: OptionalKey = None) -> Response:
        """The answer is due within the working days of the rules."""
        return OrjsonResponse(body(await requests.register(code, principal, form.kind, key)), 201)

    @router.post(
        "/v1/dossiers/{code}/data-requests/{id}/answer",
        summary="Trả lời yêu cầu về dữ liệu cá nhân / Answer a request about personal data",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Đã trả lời / Answered"),
    )
    async def answer(code: CodePath, id_: _Id, principal: Writer, form: DataAnswerForm) -> Response:
        """Granting an erasure erases the personal data of a closed dossier at once."""
        return OrjsonResponse(body(await requests.answer(code, id_, principal, form.outcome, form.reason)))

    @router.get(
        "/v1/data-requests",
        summary="Danh sách yêu cầu về dữ liệu cá nhân / List requests about personal data",
        response_class=OrjsonResponse,
        responses=answers({"items": [_EXAMPLE]}, "Cũ nhất trước / Oldest first"),
    )
    async def listed(principal: Reader) -> Response:
        """Of the caller's agencies; `late` says that an answer came, or is, after its day."""
        return OrjsonResponse({"items": [body(each) for each in await requests.of(principal)]})


def _body(request: DataRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "code": request.code,
        "agency": request.agency,
        "kind": request.kind,
        "received_at": local_text(request.received_at),
        "due_at": local_text(request.due_at),
        "answered_at": local_text(request.answered_at),
        "outcome": request.outcome,
        "reason": request.reason,
    }
