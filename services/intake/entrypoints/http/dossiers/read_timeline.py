"""GET /v1/dossiers/{code}/timeline"""

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.timeline import timeline_of
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.examples import TIMELINE, answers
from services.intake.entrypoints.http.parameters import CodePath, Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_read_timeline"]


def add_read_timeline(router: ApiRouter, desk: Desk, terms: Terms) -> None:
    """Status changes and route of a dossier, for the agencies that take part."""

    @router.get(
        "/v1/dossiers/{code}/timeline",
        summary="Quá trình giải quyết / The steps of a dossier",
        response_class=OrjsonResponse,
        responses=answers(TIMELINE, "Quá trình / The steps"),
    )
    async def read_timeline(code: CodePath, principal: Reader) -> OrjsonResponse:
        kept = await desk.read(code, principal)
        return OrjsonResponse(timeline_of(kept.dossier, terms))
