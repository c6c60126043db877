"""POST /v1/drafts/{draft}/read-back"""

from datetime import datetime

from services.intake.application.declaration.change_draft import ChangeDraft
from services.intake.domain.declaration.declaration import Declaration
from services.intake.entrypoints.http.declaration.answers import DRAFTED, draft_body
from services.intake.entrypoints.http.declaration.forms import StepForm
from services.intake.entrypoints.http.parameters import DraftPath, Writer
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_back"]


def add_read_back(router: ApiRouter, change: ChangeDraft) -> None:
    @router.post(
        "/v1/drafts/{draft}/read-back",
        summary="Đọc lại cho công dân / Read back to the citizen",
        response_class=OrjsonResponse,
        responses={200: DRAFTED[200]},
    )
    async def read_back(draft: DraftPath, form: StepForm, principal: Writer) -> OrjsonResponse:
        def step(declaration: Declaration, at: datetime) -> Declaration:
            return declaration.read_back(at, form.officer)

        return OrjsonResponse(draft_body(await change(draft, principal, step)))
