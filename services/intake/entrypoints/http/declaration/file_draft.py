"""POST /v1/drafts/{draft}/file"""

from dataclasses import replace

from services.intake.application.declaration.file_draft import FileDraft
from services.intake.application.dossiers.file_dossier import FilingRequest
from services.intake.application.dossiers.representation import Representation
from services.intake.entrypoints.http.declaration.forms import DraftFilingForm
from services.intake.entrypoints.http.dossiers.file_dossier import filed_answer
from services.intake.entrypoints.http.examples import DOSSIER, answers
from services.intake.entrypoints.http.parameters import DraftPath, Writer
from services.kernel.agency_code import AgencyCode
from services.kernel.times import require_utc
from services.runtime.auth.principal import Principal
from services.runtime.tracing import current_trace
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_file_draft"]


def add_file_draft(router: ApiRouter, file_draft: FileDraft, represent: Representation) -> None:
    @router.post(
        "/v1/drafts/{draft}/file",
        status_code=201,
        summary="Nộp tờ khai đã xác nhận / File a confirmed draft",
        response_class=OrjsonResponse,
        responses=answers(DOSSIER, "Đã cấp mã hồ sơ / The code was issued", 201),
    )
    async def file(draft: DraftPath, form: DraftFilingForm, principal: Writer) -> OrjsonResponse:
        """Once: a repetition answers with the same dossier. A draft without the citizen's hand stays a draft."""
        filed = await file_draft(draft, principal, form.officer, _request(form, principal))
        return filed_answer(filed, represent)


def _request(form: DraftFilingForm, principal: Principal) -> FilingRequest:
    """Key and agency are the draft's."""
    return FilingRequest(
        client_id=principal.client_id,
        key="",
        content=form.model_dump_json().encode(),
        agency=AgencyCode(""),
        submission=replace(form.submission(), sandbox=principal.sandbox),
        occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
        may_backfill="backfill" in principal.scopes,
        trace=current_trace(),
    )
