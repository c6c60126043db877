"""POST /v1/drafts/{draft}/confirm"""

from datetime import datetime

from services.intake.application.declaration.change_draft import ChangeDraft
from services.intake.domain.declaration.declaration import Declaration
from services.intake.entrypoints.http.declaration.answers import DRAFTED, draft_body
from services.intake.entrypoints.http.declaration.forms import ConfirmationForm
from services.intake.entrypoints.http.parameters import DraftPath, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_confirm"]


def add_confirm(router: ApiRouter, change: ChangeDraft) -> None:
    @router.post(
        "/v1/drafts/{draft}/confirm",
        summary="Công dân ký hoặc điểm chỉ / The citizen signs or sets a fingerprint",
        response_class=OrjsonResponse,
        responses={200: DRAFTED[200]},
    )
    async def confirm(draft: DraftPath, form: ConfirmationForm, principal: Writer) -> OrjsonResponse:
        """Only of a version that was read back; nothing can be changed afterwards."""

        def step(declaration: Declaration, at: datetime) -> Declaration:
            return declaration.confirmed(at, form.officer, form.by, form.evidence)

        return OrjsonResponse(draft_body(await change(draft, principal, step)))
