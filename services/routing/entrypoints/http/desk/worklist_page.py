"""GET /lien-thong and /lien-thong/tim: what waits at the officer's agency, and one dossier by its code"""

from typing import Final
from urllib.parse import quote, urlencode

from starlette.responses import Response

from services.routing.application.desk.read_worklist import Asked, ReadWorklist
from services.routing.domain.desk.work_lists import WorkList
from services.routing.entrypoints.http.desk.desk import HOME, DeskRoutes, Visit
from services.routing.entrypoints.http.desk.labels import Labels

__all__ = ["add_worklist_page"]

_LAST_PAGE: Final = 10_000
_LONGEST: Final = 64


def add_worklist_page(routes: DeskRoutes, read_worklist: ReadWorklist, labels: Labels) -> None:
    async def page(visit: Visit) -> Response:
        asked = _asked(visit)
        found = await read_worklist(visit.officer.agency, asked, visit.words.language)

        def address(kind: WorkList = asked.kind, number: int = 1) -> str:
            return _address(asked, kind, number)

        name = labels.agency(visit.officer.agency)
        return visit.page("worklist.html", work=found, kinds=tuple(WorkList), address=address, agency_name=name)

    async def find(visit: Visit) -> Response:
        code = visit.query.get("ma", "").strip().upper()[:_LONGEST]
        return visit.go(f"{HOME}/ho-so/{quote(code, safe='')}" if code else HOME)

    routes.page(HOME, page)
    routes.page(f"{HOME}/tim", find)


def _asked(visit: Visit) -> Asked:
    """What makes no sense is the first page of everything."""
    query, kinds = visit.query, {each.value: each for each in WorkList}
    page = query.get("trang", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < len(str(_LAST_PAGE)) else 1
    kind = kinds.get(query.get("ds", ""), WorkList.ALL)
    return Asked(kind, query.get("linh-vuc", "")[:_LONGEST], query.get("can-bo", "")[:_LONGEST], max(1, number))


def _address(asked: Asked, kind: WorkList, number: int) -> str:
    values = {"ds": kind.value, "linh-vuc": asked.field, "can-bo": asked.officer}
    query = {name: value for name, value in values.items() if value} | ({"trang": str(number)} if number > 1 else {})
    return f"{HOME}?{urlencode(query)}"
