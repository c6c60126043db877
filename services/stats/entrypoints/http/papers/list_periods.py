"""GET /v1/periods: every edition of every closed period, a page at a time."""

from base64 import b64decode, urlsafe_b64encode
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query

from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.stats.adapters.editions import place_of
from services.stats.application.papers.ports import Editions
from services.stats.entrypoints.http.papers.period_views import view_edition
from services.stats.entrypoints.http.parameters import STRICT_READERS

__all__ = ["list_periods"]

_MOST: Final = 200


def list_periods(editions: Editions) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["closed periods"])

    @router.get("/v1/periods", dependencies=STRICT_READERS, operation_id="listPeriods")
    async def endpoint(
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 50, cursor: Annotated[str, Query(max_length=400)] = ""
    ) -> dict[str, Any]:
        """In the order of periods and editions; `next` is the cursor of the next page, null on the last one."""
        found = await editions.heads(_after(cursor), limit + 1)
        shown = found[:limit]
        following = urlsafe_b64encode(place_of(shown[-1]).encode()).decode() if len(found) > limit else None
        return {"editions": [view_edition(edition) for edition in shown], "next": following}

    return router


def _after(cursor: str) -> str:
    try:
        return b64decode(cursor, altchars=b"-_", validate=True).decode()
    except ValueError as error:  # no ASCII, no base64, or no UTF-8
        raise Problem("fields_invalid", errors=({"field": "query.cursor", "reason": "malformed"},)) from error
