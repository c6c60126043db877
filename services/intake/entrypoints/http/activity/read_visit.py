"""GET /v1/desk/visits/{visit}"""

from services.intake.application.activity.link_record import LinkVisit
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.examples import VISIT
from services.intake.entrypoints.http.activity.link_visit import VisitPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskReader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_visit"]


def add_read_visit(router: ApiRouter, link_visit: LinkVisit) -> None:
    @router.get(
        "/v1/desk/visits/{visit}",
        summary="Xem lượt tiếp / Read a visit",
        response_class=OrjsonResponse,
        responses=answers(VISIT, "Nội dung / The visit"),
    )
    async def read(visit: VisitPath, principal: DeskReader, agency: AgencyQuery = None) -> OrjsonResponse:
        return OrjsonResponse(await link_visit.read(asked_of(agency, principal), visit))
