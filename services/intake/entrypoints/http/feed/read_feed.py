"""GET /v1/feed"""

from typing import Annotated, Any, Final

from fastapi import Query

from services.intake.application.dossiers.representation import local_text
from services.intake.application.feed.read_feed import ReadFeed
from services.intake.entrypoints.http.acting_agency import acting_agencies
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.feed.entries import ENTRY_EXAMPLE, entry_body
from services.intake.entrypoints.http.parameters import FeedReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_feed"]

_MOST: Final = 500
_EXAMPLE: Final[dict[str, Any]] = {
    "entries": [ENTRY_EXAMPLE],
    "cursor": "H90.01:12",
    "more": False,
    "since": "2026-11-23T07:30:05+07:00",
}
_After = Annotated[
    str, Query(max_length=600, description="Cursor of the last answer, or of the last entry dealt with; from the start")
]
_Limit = Annotated[int, Query(ge=1, le=_MOST)]
_Agency = Annotated[str | None, Query(max_length=24, description="One of the credential's agencies; all of them")]


def add_read_feed(router: ApiRouter, read_feed: ReadFeed) -> None:
    @router.get(
        "/v1/feed",
        summary="Đọc những việc liên quan đến cơ quan / Read what concerns the agency",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Theo thứ tự, từ vị trí đã cho / In order, from the cursor"),
    )
    async def read(
        principal: FeedReader, after: _After = "", limit: _Limit = 100, agency: _Agency = None
    ) -> OrjsonResponse:
        """Each entry once, in the order of its agency; an agency's feed begins at `since`."""
        agencies = acting_agencies(agency, principal)
        page = await read_feed(agencies, after, limit, sandbox=principal.sandbox)
        body = {
            "entries": [entry_body(told) for told in page.entries],
            "cursor": page.cursor,
            "more": page.more,
            "since": local_text(page.since),
        }
        return OrjsonResponse(body)
