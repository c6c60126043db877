"""GET /v1/events/{id}"""

from typing import Annotated

from fastapi import Path, Query

from services.intake.application.agencies.event_ports import InboundEvents
from services.intake.domain.report_key import report_key
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.agencies.event_answers import STATUS_EXAMPLE, status_body
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import Reporter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_event"]

_Id = Annotated[str, Path(max_length=128)]
_Agency = Annotated[
    str | None, Query(max_length=24, description="Needed when the credential acts for several agencies")
]


def add_read_event(router: ApiRouter, events: InboundEvents) -> None:
    @router.get(
        "/v1/events/{event_id:path}",
        summary="Xem kết quả báo cáo / What became of a report",
        response_class=OrjsonResponse,
        responses=answers(STATUS_EXAMPLE, "Trạng thái / The state"),
    )
    async def read_event(event_id: _Id, principal: Reporter, agency: _Agency = None) -> OrjsonResponse:
        """queued, applied, or rejected with the reason; also for reports that came over the broker."""
        acting = acting_agency(agency, principal)
        row = await events.find(report_key(acting, event_id, sandbox=principal.sandbox))
        if row is None:
            raise Problem("event_not_found", event_id=event_id)
        return OrjsonResponse(status_body(acting, event_id, row))
