"""POST /v1/periods/{period}/editions: freeze the present figures as a new edition beside the others."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter
from services.stats.application.papers.restate_period import RestatePeriod
from services.stats.entrypoints.http.papers.close_period import CLOSE_SCOPE
from services.stats.entrypoints.http.papers.period_views import view_edition

__all__ = ["post_edition"]


class RestatementForm(BaseModel):
    """`reason` names nobody: what looks like a phone or identity number is refused."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"reason": "Bổ sung hồ sơ giấy nhập muộn của tháng 10"}]},
    )

    reason: Annotated[str, Field(min_length=1, max_length=500)]


def post_edition(restate_period: RestatePeriod) -> APIRouter:
    """For credentials with the scope statistics:close."""
    router = ApiRouter(tags=["closed periods"])

    @router.post("/v1/periods/{period}/editions", status_code=201, operation_id="restatePeriod")
    async def endpoint(
        period: str, form: RestatementForm, principal: Annotated[Principal, Depends(require(CLOSE_SCOPE))]
    ) -> dict[str, Any]:
        """Refused while nothing differs from the last edition; earlier editions stay as they are."""
        return view_edition(await restate_period(period, form.reason, principal.client_id))

    return router
