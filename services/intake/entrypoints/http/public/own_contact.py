"""POST /v1/public/contacts/requests and POST /v1/public/contacts/answers"""

from typing import Annotated, Any, Final, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.privacy.own_contact import ContactClaim, OwnContact
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.public.afterwards import afterwards
from services.intake.entrypoints.http.public.recover_codes import OneTimeCode, Phone, mobile
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_own_contact"]

_STRICT: Final = ConfigDict(extra="forbid", hide_input_in_errors=True)
_DONE: Final[dict[str, Any]] = {"code": "H90.01-261123-0001", "done": True}
Code = Annotated[str, Field(min_length=14, max_length=40)]
KnownNumber = Annotated[
    str | None,
    Field(
        min_length=6,
        max_length=32,
        description="The phone or identity number that was filed; without it, `phone` is not the applicant's",
    ),
]


class ContactClaimForm(BaseModel):
    """With `proof`: `phone` is the dossier's new number. Without: `phone` gets messages that are not for its owner."""

    model_config = _STRICT | ConfigDict(
        json_schema_extra={"examples": [{"code": "H90.01-261123-0001", "phone": "0987 654 321"}]}
    )

    code: Code
    phone: Phone
    proof: KnownNumber = None
    language: Literal["vi", "en"] = "vi"

    def claim(self) -> ContactClaim:
        return ContactClaim(self.code, mobile(self.phone), self.proof)


class ContactAnswerForm(ContactClaimForm):
    one_time_code: OneTimeCode


def add_own_contact(router: ApiRouter, own: OwnContact, addresses: RateLimiter, valid_seconds: int) -> None:
    @router.post(
        "/v1/public/contacts/requests",
        status_code=202,
        summary="Đổi số, hoặc không phải số của tôi: nhận mã xác nhận / New number, or not mine: get a one-time code",
        response_class=OrjsonResponse,
        responses=answers({"valid_seconds": 300}, "Như nhau cho mọi số / The same for every number", 202),
    )
    async def request_contact(request: Request, form: ContactClaimForm) -> OrjsonResponse:
        """A message goes to `phone` if the dossier fits; the answer does not tell."""
        addresses.take(address_of(request))
        claim = form.claim()
        response = OrjsonResponse({"valid_seconds": valid_seconds}, 202)
        response.background = afterwards(lambda: own.request(claim, form.language))
        return response

    @router.post(
        "/v1/public/contacts/answers",
        summary="Đổi số, hoặc không phải số của tôi: xác nhận / New number, or not mine: confirm",
        response_class=OrjsonResponse,
        responses=answers(_DONE, "Đã ghi nhận / Done"),
    )
    async def answer_contact(request: Request, form: ContactAnswerForm) -> OrjsonResponse:
        """Later messages go to the new number, or no more to this one."""
        addresses.take(address_of(request))
        await own.answer(form.claim(), form.one_time_code.strip(), current_trace())
        return OrjsonResponse({"code": form.code, "done": True})
