"""GET …/tai-ve below every place: its figures as a file, in any format that reports come in"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from services.runtime.problems import Problem
from services.stats.application.dashboard.boards import OLDEST_SECONDS, Boards
from services.stats.application.dashboard.place_table import place_table
from services.stats.application.dashboard.read_place import PlaceAsked, read_place
from services.stats.application.papers.formats import Format
from services.stats.application.papers.fresh import Dated
from services.stats.application.papers.press import Press, Wanted
from services.stats.domain.papers.asking import Asked
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.papers.respond import respond

__all__ = ["DOWNLOAD", "Downloads"]

DOWNLOAD: Final = "/tai-ve"
"""`dang` is the format: csv, xlsx, json or html."""


class Downloads:
    """Prints what the page of a place shows, all its rows."""

    def __init__(self, boards: Boards, look: Look, press: Press) -> None:
        self._boards = boards
        self._look = look
        self._press = press

    async def take(self, request: Request, asked: PlaceAsked, language: str) -> Response:
        """`asked` is whole. Raises Problem(fields_invalid) for an unknown format."""
        kind = request.query_params.get("dang", "")
        if kind not in set(Format):
            raise Problem("fields_invalid", errors=({"field": "query.dang", "reason": "unknown"},))
        board = await read_place(self._boards, asked, lambda each: self._look.text_of(each).vi)
        table = place_table(board, self._look.text_of)
        question = Asked((("period", (asked.period.key,)), ("place", (asked.subject.name,))))
        sheet = await self._press.print_table(table, question, Wanted(Format(kind), language))
        return respond(request, Dated(sheet, OLDEST_SECONDS))
