"""POST /v1/public/petitions"""

from typing import Annotated, Final

from fastapi import Header, Request

from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.file_petition import FilePetition
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.activity.created import created
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.activity.petition_form import PetitionForm
from services.intake.entrypoints.http.examples import answers
from services.kernel.agency_code import parse_agency_code
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["PublicKey", "add_public_petition", "public_request"]

_CLIENT: Final = "public"
PublicKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{16,128}$",
        description="A random one, drawn for each form; the same in every retry",
    ),
]


def public_request(agency: str | None, key: str, content: bytes) -> DeskRequest:
    """A request of somebody who is not known. Raises PermanentError(agency_required | code_invalid)."""
    if agency is None:
        raise PermanentError("agency_required", remedy="name the agency that it is about in `agency`")
    with as_permanent():
        code = parse_agency_code(agency)
    return DeskRequest(code, _CLIENT, key, content, trace=current_trace())


def add_public_petition(router: ApiRouter, file_petition: FilePetition, writers: RateLimiter) -> None:
    @router.post(
        "/v1/public/petitions",
        status_code=201,
        summary="Gửi phản ánh, kiến nghị, tố cáo / Send a petition",
        response_class=OrjsonResponse,
        responses=answers(PETITION | {"token": "3f…"}, "Mã và khoá tra cứu / The code and the token", 201),
    )
    async def file(request: Request, form: PetitionForm, key: PublicKey) -> OrjsonResponse:
        """Keep code and token: together they tell how it stands. Nothing that was written is ever shown to others."""
        writers.take(address_of(request))
        asked = public_request(form.agency, key, form.model_dump_json().encode())
        filed = await file_petition(asked, form.filed())
        return created(filed.body, f"/v1/public/petitions/{filed.body['petition']}", replayed=filed.replayed)
