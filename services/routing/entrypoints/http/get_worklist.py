"""GET /v1/agencies/{agency}/worklist, a page at a time."""

import binascii
from base64 import b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Final, Protocol

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel

from services.contracts.events.payload import AgencyText, CodeText, LegText, ProcedureRef
from services.routing.application.ports import WorkItem
from services.routing.domain.route import LegStatus
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.problems import Problem
from services.runtime.web.router import ApiRouter

__all__ = ["WorklistReader", "get_worklist"]

_MOST: Final = 200


class WorklistReader(Protocol):
    async def of_agency(self, agency: str, after: str, limit: int) -> list[WorkItem]: ...


class WorkItemView(BaseModel):
    """A leg that waits at the agency; received or only dispatched to it; `due_at` None while its clock stands still.

    `officer` has the work and `signer` is to sign its result, by account.
    """

    code: CodeText
    leg: LegText
    attempt: int
    procedure: ProcedureRef
    status: LegStatus
    dispatched_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    officer: str | None
    signer: str | None


class WorklistView(BaseModel):
    """`next` is the cursor of the next page, None on the last one."""

    agency: AgencyText
    items: list[WorkItemView]
    next: str | None


def get_worklist(worklist: WorklistReader) -> APIRouter:
    """For a credential that acts for the agency; scope routes:read."""
    router = ApiRouter(tags=["routes"])

    @router.get("/v1/agencies/{agency}/worklist", summary="What waits at an agency", operation_id="getWorklist")
    async def endpoint(
        agency: Annotated[AgencyText, Path(examples=["H90.20.01"])],
        principal: Annotated[Principal, Depends(require("routes:read"))],
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
        cursor: Annotated[str, Query(max_length=200)] = "",
    ) -> WorklistView:
        principal.check_agency(agency)
        found = await worklist.of_agency(agency, _after(cursor), limit + 1)
        return _page(agency, found, limit)

    return router


def _page(agency: str, found: list[WorkItem], limit: int) -> WorklistView:
    items = found[:limit]
    following = _cursor(items[-1]) if len(found) > limit else None
    views = [WorkItemView.model_validate(item, from_attributes=True) for item in items]
    return WorklistView(agency=agency, items=views, next=following)


def _cursor(item: WorkItem) -> str:
    return urlsafe_b64encode(f"{item.code}|{item.leg}".encode()).decode()


def _after(cursor: str) -> str:
    try:
        return b64decode(cursor, b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Problem("fields_invalid", errors=({"field": "query.cursor", "reason": "malformed"},)) from error
