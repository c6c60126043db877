"""GET /v1/drafts/{draft}"""

from services.intake.application.declaration.read_draft import ReadDraft
from services.intake.entrypoints.http.declaration.answers import DRAFTED, draft_body, words_body
from services.intake.entrypoints.http.parameters import DraftPath, Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_draft"]


def add_read_draft(router: ApiRouter, read_draft: ReadDraft) -> None:
    @router.get(
        "/v1/drafts/{draft}",
        summary="Đọc bản nháp / Read a draft",
        response_class=OrjsonResponse,
        responses={200: DRAFTED[200]},
    )
    async def read(draft: DraftPath, principal: Reader) -> OrjsonResponse:
        """With the words of the last version, for reading back; for other agencies the draft does not exist."""
        declaration, words = await read_draft(draft, principal)
        body = draft_body(declaration) | {"words": words_body(words) if words else None}
        return OrjsonResponse(body, headers={"Cache-Control": "no-store"})
