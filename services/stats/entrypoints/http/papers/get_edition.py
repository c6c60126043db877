"""GET /v1/periods/{period}/editions/{number}: a frozen report, in every format, for ever the same."""

import json
from base64 import b64encode
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.kernel.times import local_day
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.stats.application.papers.formats import Format
from services.stats.application.papers.fresh import Dated
from services.stats.application.papers.ports import Editions
from services.stats.application.papers.press import Press, Wanted
from services.stats.application.papers.read_table import read_table
from services.stats.domain.papers.editions import Edition
from services.stats.domain.papers.print_cell import print_day
from services.stats.domain.papers.table import Table, Text
from services.stats.entrypoints.http.papers.respond import language_wanted, read_format, respond, respond_tagged
from services.stats.entrypoints.http.parameters import READERS

__all__ = ["get_edition"]

_FOR_EVER: Final = 31_536_000


def get_edition(editions: Editions, press: Press) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["closed periods"])

    @router.get(
        "/v1/periods/{period}/editions/{number}",
        dependencies=READERS,
        operation_id="readEdition",
        response_class=Response,
        responses=_ANSWERS,
    )
    async def endpoint(period: str, number: int, request: Request) -> Response:
        """JSON is the frozen document byte for byte: its SHA-256 is the edition's digest. ?format= or Accept."""
        edition = _named(await editions.of(period), number)
        wanted = Wanted(read_format(request), language_wanted(request))
        if wanted.format is Format.JSON:
            return _document(request, edition)
        table = _stamped(read_table(json.loads(edition.document)), edition)
        return respond(request, Dated(await press.print_table(table, edition.asked, wanted), 0))

    return router


_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {kind.media_type: {} for kind in Format}},
    304: {"description": "Unchanged"},
}


def _named(editions: Any, number: int) -> Edition:
    found: Edition | None = next((edition for edition in editions if edition.number == number), None)
    if not editions:
        raise PermanentError("period_unknown")
    if found is None:
        raise PermanentError("edition_unknown", editions=len(editions))
    return found


def _document(request: Request, edition: Edition) -> Response:
    digest = b64encode(bytes.fromhex(edition.digest)).decode()
    headers = {"Repr-Digest": f"sha-256=:{digest}:", "Vary": "Accept, Accept-Language"}
    return respond_tagged(request, edition.document.encode(), edition.digest, "application/json", _FOR_EVER, headers)


def _stamped(table: Table, edition: Edition) -> Table:
    """Return the table with a note that says which edition it is."""
    day = print_day(local_day(edition.closed_at))
    note = Text(
        f"Bản chốt số {edition.number} ngày {day}; SHA-256 {edition.digest}",
        f"Edition {edition.number}, closed on {day}; SHA-256 {edition.digest}",
    )
    return replace(table, notes=(*table.notes, note))
