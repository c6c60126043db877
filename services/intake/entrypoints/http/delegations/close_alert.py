"""POST /v1/alerts/{id}/close"""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from services.intake.application.delegations.hear_alerts import HearAlerts
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.parameters import AgencyQuery, Writer
from services.runtime.web import ApiRouter

__all__ = ["add_close_alert"]

_Id = Annotated[str, Path(max_length=160, examples=["H90.01|signer_absent_no_delegate|H90.01-261123-0001|2026-11-23"])]


def add_close_alert(router: ApiRouter, alerts: HearAlerts) -> None:
    @router.post("/v1/alerts/{id}/close", status_code=204, summary="Đóng cảnh báo / Close an alert")
    async def close(id: _Id, principal: Writer, agency: AgencyQuery = None) -> Response:  # noqa: A002 the path's own word
        """Once somebody dealt with it; it stays readable."""
        await alerts.close(acting_agency(agency, principal), id, principal.client_id)
        return Response(status_code=204)
