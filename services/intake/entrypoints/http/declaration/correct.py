"""POST /v1/drafts/{draft}/correct"""

from datetime import datetime

from services.intake.application.declaration.change_draft import ChangeDraft
from services.intake.domain.declaration.declaration import Declaration
from services.intake.entrypoints.http.declaration.answers import DRAFTED, draft_body
from services.intake.entrypoints.http.declaration.forms import CorrectionForm
from services.intake.entrypoints.http.parameters import DraftPath, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_correct"]


def add_correct(router: ApiRouter, change: ChangeDraft) -> None:
    @router.post(
        "/v1/drafts/{draft}/correct",
        summary="Sửa theo lời công dân / Correct by the citizen's words",
        response_class=OrjsonResponse,
        responses={200: DRAFTED[200]},
    )
    async def correct(draft: DraftPath, form: CorrectionForm, principal: Writer) -> OrjsonResponse:
        """A new version; the earlier ones are kept, and it must be read back again."""

        def step(declaration: Declaration, at: datetime) -> Declaration:
            return declaration.corrected(at, form.officer)

        return OrjsonResponse(draft_body(await change(draft, principal, step, form.words())))
