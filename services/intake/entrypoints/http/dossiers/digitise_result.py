"""POST /v1/dossiers/{code}/result"""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.components.archive_result import ArchiveResult
from services.intake.application.dossiers.change_dossier import ChangeRequest
from services.intake.domain.commands import DigitiseResult
from services.intake.entrypoints.http.dossiers.command import CHANGED
from services.intake.entrypoints.http.dossiers.forms import STRICT, CommandForm
from services.intake.entrypoints.http.parameters import CodePath, OptionalKey, Writer
from services.kernel.times import require_utc
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["ResultForm", "add_digitise_result"]


class ResultForm(CommandForm):
    """The result as an uploaded file."""

    model_config = STRICT | ConfigDict(
        json_schema_extra={"examples": [{"reference": "XN-0001", "file": "9f" * 32, "pages": 1}]}
    )

    reference: Annotated[Token, Field(description="Number of the result")]
    file: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of an uploaded file")]
    pages: Annotated[int, Field(ge=1, le=10_000, description="A4 pages")]
    valid_to: date | None = None
    stands_for: Annotated[
        Token | None, Field(description="Component that it stands for in later dossiers of its holder")
    ] = None


def add_digitise_result(router: ApiRouter, archive: ArchiveResult) -> None:
    @router.post(
        "/v1/dossiers/{code}/result",
        summary="Số hóa kết quả / Keep the result as a file",
        response_class=OrjsonResponse,
        responses=CHANGED,
    )
    async def digitise_result(
        code: CodePath, principal: Writer, form: ResultForm, key: OptionalKey = None
    ) -> OrjsonResponse:
        """Of a finished or returned dossier; with `stands_for` nobody has to hand this paper in again."""

        def digitise_result_command(at: datetime) -> DigitiseResult:
            return DigitiseResult(
                at=at,
                reference=form.reference,
                file=form.file,
                pages=form.pages,
                valid_to=form.valid_to,
                stands_for=form.stands_for,
            )

        request = ChangeRequest(
            code=code,
            principal=principal,
            command=digitise_result_command,
            content=f"{code} digitise_result {form.model_dump_json()}".encode(),
            occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
            key=key,
            trace=current_trace(),
        )
        return OrjsonResponse(await archive(request, form.file))
