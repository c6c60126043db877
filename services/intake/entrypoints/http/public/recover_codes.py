"""POST /v1/public/codes/requests and POST /v1/public/codes/answers"""

from typing import Annotated, Any, Final, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.dossiers.representation import local_text
from services.intake.application.privacy.recover_codes import RecoverCodes
from services.intake.application.public.look_up import PublicDossier, public_view
from services.intake.application.public.look_up_words import words_of
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.public.afterwards import afterwards
from services.kernel.phone import parse_mobile
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_recover_codes", "mobile"]

_STRICT: Final = ConfigDict(extra="forbid", hide_input_in_errors=True)
_SENT: Final[dict[str, Any]] = {"valid_seconds": 300}
_FOUND: Final[dict[str, Any]] = {
    "items": [
        {
            "code": "H90.01-261123-0001",
            "procedure": "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu",
            "agency": "Đắk Song",
            "status": 4,
            "status_text": "Đang xử lý",
            "due_at": "2026-12-10T08:00:00+07:00",
            "page": "/tra-cuu/H90.01-261123-0001",
        }
    ]
}
Phone = Annotated[str, Field(min_length=6, max_length=32)]
OneTimeCode = Annotated[str, Field(pattern=r"^\s*\d{6}\s*$")]


class CodeRequestForm(BaseModel):
    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"phone": "0912 345 678"}]})

    phone: Phone
    language: Literal["vi", "en"] = "vi"


class CodeAnswerForm(BaseModel):
    """`code` is the one-time code from the message."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"phone": "0912 345 678", "code": "123456"}]})

    phone: Phone
    code: OneTimeCode
    language: Literal["vi", "en"] = "vi"


def mobile(text: str) -> str:
    """E.164; raises PermanentError(phone_invalid), without the text."""
    with as_permanent():
        return parse_mobile(text)


def add_recover_codes(
    router: ApiRouter, recover: RecoverCodes, terms: Terms, addresses: RateLimiter, valid_seconds: int
) -> None:
    @router.post(
        "/v1/public/codes/requests",
        status_code=202,
        summary="Quên mã hồ sơ: nhận mã xác nhận / Lost code: get a one-time code",
        response_class=OrjsonResponse,
        responses=answers(_SENT, "Như nhau cho mọi số / The same for every number", 202),
    )
    async def request_code(request: Request, form: CodeRequestForm) -> OrjsonResponse:
        """A message goes to the phone if a dossier was filed with it; the answer does not tell."""
        addresses.take(address_of(request))
        phone = mobile(form.phone)
        response = OrjsonResponse({"valid_seconds": valid_seconds}, 202)
        response.background = afterwards(lambda: recover.request(phone, form.language))
        return response

    @router.post(
        "/v1/public/codes/answers",
        summary="Quên mã hồ sơ: xem các mã / Lost code: see the codes",
        response_class=OrjsonResponse,
        responses=answers(_FOUND, "Hồ sơ mới nhất trước / Newest first"),
    )
    async def answer_code(request: Request, form: CodeAnswerForm) -> OrjsonResponse:
        """The newest dossiers of that phone."""
        addresses.take(address_of(request))
        found = await recover.answer(mobile(form.phone), form.code.strip())
        words = words_of(form.language)
        return OrjsonResponse({"items": [_body(public_view(each, terms, words)) for each in found]})


def _body(dossier: PublicDossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "agency": dossier.agency,
        "status": dossier.status,
        "status_text": dossier.status_text,
        "due_at": local_text(dossier.due_at),
        "page": f"/tra-cuu/{dossier.code}",
    }
