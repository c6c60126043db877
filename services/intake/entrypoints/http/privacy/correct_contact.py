"""POST /v1/dossiers/{code}/contact"""

from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.dossiers.representation import Representation
from services.intake.application.privacy.correct_contact import ContactCorrection, CorrectContact
from services.intake.entrypoints.http.dossiers.command import CHANGED
from services.intake.entrypoints.http.parameters import CodePath, Writer
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_correct_contact"]


class ContactForm(BaseModel):
    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"phone": "0987 654 321"}]}
    )

    phone: Annotated[str, Field(min_length=6, max_length=32)]


def add_correct_contact(router: ApiRouter, correct: CorrectContact, represent: Representation) -> None:
    @router.post(
        "/v1/dossiers/{code}/contact",
        summary="Sửa số điện thoại của người nộp / Correct the applicant's phone number",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def contact(code: CodePath, principal: Writer, form: ContactForm) -> Response:
        """Later messages go to the new number; the same number again changes nothing."""
        request = ContactCorrection(code, principal, principal.client_id, form.phone, current_trace())
        return OrjsonResponse(represent(await correct(request)))
