"""GET /v1/reports: which reports there are and what each is asked with."""

from typing import Any

from fastapi import APIRouter

from services.runtime.web import ApiRouter
from services.stats.application.papers.formats import Format
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.entrypoints.http.papers.wanted import describe
from services.stats.entrypoints.http.parameters import STRICT_READERS

__all__ = ["list_reports"]


def list_reports(shelf: Shelf) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["reports"])

    @router.get("/v1/reports", dependencies=STRICT_READERS, operation_id="listReports")
    async def read_list() -> dict[str, Any]:
        """Reports by key, in both languages; `closes` tells whether a period of it can be frozen."""
        return {"reports": [_entry(paper) for paper in shelf], "formats": [str(kind) for kind in Format]}

    return router


def _entry(paper: Paper) -> dict[str, Any]:
    return {
        "key": paper.key,
        "title": {"vi": paper.title.vi, "en": paper.title.en},
        "href": f"/v1/reports/{paper.key}",
        "parameters": describe(paper.parameters),
        "closes": paper.closes,
    }
