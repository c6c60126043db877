"""GET /thong-ke/can-bo/qua-han: dossiers that are late, one by one, with who has them"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from services.runtime.problems import Problem
from services.stats.application.papers.formats import Format
from services.stats.application.papers.fresh import Dated
from services.stats.application.papers.paper import Paper
from services.stats.application.papers.press import Press, Sheet, Wanted
from services.stats.domain.dashboard.roles import FOLLOWS_DOSSIERS, NATIONAL
from services.stats.domain.papers.asking import AGENCY, Asked
from services.stats.domain.papers.pages import Place
from services.stats.domain.papers.print_cell import print_cell
from services.stats.domain.papers.table import Kind, Table
from services.stats.entrypoints.http.dashboard.asking import page_number
from services.stats.entrypoints.http.dashboard.desk.desk import HOME, WAYS, DeskRoutes, Visit
from services.stats.entrypoints.http.dashboard.downloads import DOWNLOAD
from services.stats.entrypoints.http.papers.respond import respond

__all__ = ["add_late_page"]

_PATH: Final = f"{HOME}/qua-han"
_ROWS: Final = 50
_WORDS: Final = frozenset({Kind.TEXT, Kind.DATE})


@dataclass(frozen=True, slots=True)
class LatePage:
    """Shows the report `late`, of the officer's agency and those below it."""

    paper: Paper
    press: Press

    async def page(self, visit: Visit) -> Response:
        number = max(1, page_number(visit.query))
        table, found = await self._page(visit, number)
        pages = max(1, -(-found // _ROWS))
        if number > pages:
            number = pages
            table, found = await self._page(visit, number)
        return visit.page(
            "desk_late.html",
            ways=WAYS,
            columns=_columns(table, visit.words.say),
            rows=[_printed(table, row.cells, visit.words.language) for one in table.sections for row in one.rows],
            found=found,
            number=number,
            pages=pages,
            day=table.period.last,
            download=lambda kind: WAYS.page(f"/qua-han{DOWNLOAD}", dang=kind),
        )

    async def file(self, visit: Visit) -> Response:
        kind = visit.query.get("dang", "")
        if kind not in set(Format):
            raise Problem("fields_invalid", errors=({"field": "query.dang", "reason": "unknown"},))
        return respond(visit.request, await self._print(visit, Wanted(Format(kind), visit.words.language)))

    async def _page(self, visit: Visit, number: int) -> tuple[Table, int]:
        """Return the rows of one page, and how many there are on all."""
        before = Place("", "", (number - 1) * _ROWS)
        sheet = await self._print(visit, Wanted(Format.JSON, visit.words.language, _ROWS, before))
        return sheet.value.table, sheet.value.table.found or 0

    async def _print(self, visit: Visit, wanted: Wanted) -> Dated[Sheet]:
        agency = () if visit.officer.has(NATIONAL) else ((AGENCY.name, (str(visit.officer.agency),)),)
        return await self.press.print_paper(self.paper, Asked(agency), wanted)


def add_late_page(routes: DeskRoutes, paper: Paper, press: Press) -> None:
    late = LatePage(paper, press)
    routes.page(_PATH, late.page, FOLLOWS_DOSSIERS)
    routes.page(_PATH + DOWNLOAD, late.file, FOLLOWS_DOSSIERS)


def _columns(table: Table, say: Callable[[Any], str]) -> list[tuple[str, bool]]:
    """Return heads, with the group before each, and whether what stands below is a number."""
    return [
        (f"{say(column.group)}: {say(column.title)}" if column.group else say(column.title), column.kind not in _WORDS)
        for column in table.columns
    ]


def _printed(table: Table, cells: Any, language: str) -> list[tuple[str, bool]]:
    return [
        (print_cell(cell, column.kind, language), column.kind not in _WORDS)
        for column, cell in zip(table.columns, cells, strict=True)
    ]
