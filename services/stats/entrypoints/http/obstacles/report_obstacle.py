"""POST /v1/obstacles"""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends

from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.entrypoints.http.obstacles.forms import ObstacleForm, RequiredKey, answered

__all__ = ["WRITE", "add_report_obstacle"]

WRITE = "statistics:write"
Writer = Annotated[Principal, Depends(require(WRITE))]


def add_report_obstacle(router: ApiRouter, report_obstacle: ReportObstacle, labels: Mapping[str, str]) -> None:
    @router.post(
        "/v1/obstacles",
        status_code=201,
        summary="Báo vướng mắc trong tuần / Report an obstacle of a week",
        response_class=OrjsonResponse,
    )
    async def report(form: ObstacleForm, key: RequiredKey, principal: Writer) -> OrjsonResponse:
        """One per Idempotency-Key. Repetitions of the request are answered with what the first one made."""
        principal.check_agency(form.agency)
        reported = await report_obstacle(form.report(), principal.client_id, key)
        headers = {"Location": f"/v1/obstacles/{reported.obstacle.id}"}
        if reported.replayed:
            headers["Idempotency-Replayed"] = "true"
        return OrjsonResponse(answered(reported.obstacle, labels), 201, headers)
