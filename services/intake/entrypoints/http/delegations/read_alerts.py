"""GET /v1/alerts"""

from typing import Annotated, Any, Final

from fastapi import Query

from services.intake.application.delegations.hear_alerts import HearAlerts
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.delegations.views import ALERT, alert_view
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import AgencyQuery, Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_alerts"]

_EXAMPLE: Final[dict[str, Any]] = {"items": [ALERT]}
_State = Annotated[bool, Query(alias="open", description="Only those that nobody has dealt with")]


def add_read_alerts(router: ApiRouter, alerts: HearAlerts) -> None:
    @router.get(
        "/v1/alerts",
        summary="Cảnh báo / Alerts",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Mới nhất trước / Newest first"),
    )
    async def read(principal: Reader, agency: AgencyQuery = None, *, only_open: _State = True) -> OrjsonResponse:
        """What keeps a dossier from being signed; at most 200."""
        found = await alerts.of(acting_agency(agency, principal), open_only=only_open)
        return OrjsonResponse({"items": [alert_view(each) for each in found]})
