"""GET /v1/reports/{key}: any report that is offered, as JSON, CSV, XLSX or a page to print."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.runtime.web import ApiRouter
from services.stats.application.papers.formats import Format
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.press import Press
from services.stats.entrypoints.http.papers.respond import respond, wants_anew
from services.stats.entrypoints.http.papers.wanted import asked_of, describe, wanted_of
from services.stats.entrypoints.http.parameters import READERS

__all__ = ["get_reports"]


def get_reports(shelf: Shelf, press: Press) -> APIRouter:
    """One address for each paper, so that the OpenAPI document says what each is asked with; scope statistics:read."""
    router = ApiRouter(tags=["reports"])
    for paper in shelf:
        _add(router, paper, press)
    return router


def _add(router: ApiRouter, paper: Paper, press: Press) -> None:
    async def read_report(request: Request) -> Response:
        asked, wanted = asked_of(request, paper), wanted_of(request, paper)
        sheet = await press.print_paper(paper, asked, wanted, anew=wants_anew(request))
        return respond(request, sheet)

    router.add_api_route(
        f"/v1/reports/{paper.key}",
        read_report,
        methods=["GET"],
        operation_id=f"read_{paper.key}",
        summary=paper.title.en,
        description=_DESCRIPTION.format(vi=paper.title.vi),
        dependencies=READERS,
        response_class=Response,
        responses={200: {"content": {kind.media_type: {} for kind in Format}}, 304: {"description": "Unchanged"}},
        openapi_extra=_extra(paper),
    )


_DESCRIPTION = (
    "{vi}. Figures are never older than 5 s; `ETag` with `If-None-Match` spares sending them again. "
    "JSON has keys for sections, rows and columns, texts in both languages, and rates as objects."
)


def _extra(paper: Paper) -> dict[str, Any]:
    return {"parameters": describe(paper.parameters)}
