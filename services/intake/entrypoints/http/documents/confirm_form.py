"""POST /v1/dossiers/{code}/forms/{form}/confirmation"""

from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.intake.application.documents.confirm_form import ConfirmForm
from services.intake.application.documents.ports import Issued
from services.intake.application.dossiers.representation import local_text
from services.intake.entrypoints.http.documents.read_form import FormPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath, Writer
from services.kernel.times import require_utc
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["ConfirmationForm", "add_confirm_form"]

_EXAMPLE: Final[dict[str, Any]] = {
    "form": "receipt",
    "book": 2026,
    "number": 12,
    "issued_at": "2026-11-23T08:00:00+07:00",
    "confirmation": {"by": "applicant", "method": "signature", "at": "2026-11-23T08:02:00+07:00"},
}


class ConfirmationForm(BaseModel):
    """Who put signature or fingerprint under the printed form, and when, if not now."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"by": "applicant", "method": "signature"}]},
    )

    by: Literal["applicant", "delegate"] = "applicant"
    method: Literal["signature", "fingerprint"]
    occurred_at: Annotated[AwareDatetime | None, Field(description="When it happened, if not now")] = None


def add_confirm_form(router: ApiRouter, confirm: ConfirmForm) -> None:
    @router.post(
        "/v1/dossiers/{code}/forms/{form}/confirmation",
        summary="Ghi nhận ký hoặc điểm chỉ / Record signature or fingerprint",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Biểu mẫu đã xác nhận / The confirmed form"),
    )
    async def confirm_form(code: CodePath, form: FormPath, principal: Writer, body: ConfirmationForm) -> OrjsonResponse:
        """Once; saying the same again changes nothing."""
        at = require_utc(body.occurred_at) if body.occurred_at else None
        return OrjsonResponse(_body(await confirm(code, form, principal, body.by, body.method, at)))


def _body(issued: Issued) -> dict[str, Any]:
    confirmation = issued.confirmation
    return {
        "form": issued.form.split("|")[1],
        "book": issued.book.year,
        "number": issued.number,
        "issued_at": local_text(issued.at),
        "confirmation": confirmation
        and {"by": confirmation.by, "method": confirmation.method, "at": local_text(confirmation.at)},
    }
