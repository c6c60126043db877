"""POST /v1/desk/visits/{visit}/link"""

from typing import Annotated

from fastapi import Path

from services.contracts.events.payload import CodeText
from services.intake.application.activity.link_record import LinkVisit
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, desk_request
from services.intake.entrypoints.http.activity.examples import VISIT
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["VisitPath", "add_link_visit"]

VisitPath = Annotated[str, Path(max_length=64, examples=[VISIT["visit"]])]


class LinkForm(DeskForm):
    """The dossier that came of it."""

    code: CodeText


def add_link_visit(router: ApiRouter, link_visit: LinkVisit) -> None:
    @router.post(
        "/v1/desk/visits/{visit}/link",
        summary="Gắn lượt tiếp với hồ sơ / Link a visit to its dossier",
        response_class=OrjsonResponse,
        responses=answers(VISIT, "Sau khi gắn / After linking"),
    )
    async def link(visit: VisitPath, form: LinkForm, principal: DeskWriter) -> OrjsonResponse:
        """Filing with the visit named links it by itself; this is for dossiers filed without."""
        return OrjsonResponse(await link_visit(desk_request(form, principal), visit, form.code))
