"""POST /v1/drafts"""

from services.intake.application.declaration.write_draft import DraftRequest, WriteDraft
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.declaration.answers import DRAFTED, draft_body
from services.intake.entrypoints.http.declaration.forms import DraftForm
from services.intake.entrypoints.http.parameters import RequiredKey, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_write_draft"]


def add_write_draft(router: ApiRouter, write_draft: WriteDraft) -> None:
    @router.post(
        "/v1/drafts",
        status_code=201,
        summary="Viết hộ tờ khai / Write a declaration for a citizen",
        response_class=OrjsonResponse,
        responses={201: DRAFTED[201]},
    )
    async def write(form: DraftForm, key: RequiredKey, principal: Writer) -> OrjsonResponse:
        """Nothing is filed yet: read it back, correct it, let the citizen confirm it."""
        request = DraftRequest(
            client_id=principal.client_id,
            key=key,
            content=form.model_dump_json().encode(),
            agency=acting_agency(form.agency, principal),
            officer=form.officer,
            mode=form.mode,
            words=form.words(),
            sandbox=principal.sandbox,
        )
        body = draft_body(await write_draft(request))
        return OrjsonResponse(body, 201, {"Location": f"/v1/drafts/{body['id']}"})
