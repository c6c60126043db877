"""GET /thong-ke/can-bo and below: how dossiers are handled at a place, nothing hidden"""

from dataclasses import dataclass, replace

from starlette.responses import Response

from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.read_place import PlaceAsked, read_place
from services.stats.domain.dashboard.roles import own_place
from services.stats.domain.dashboard.standing import Subject, agency, province
from services.stats.entrypoints.http.dashboard.asking import ALL_KINDS, place_asked
from services.stats.entrypoints.http.dashboard.desk.desk import HOME, WAYS, DeskRoutes, Visit, check_scope
from services.stats.entrypoints.http.dashboard.downloads import DOWNLOAD, Downloads
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.place_pages import check_known, download_way

__all__ = ["OfficerPlaces", "add_officer_places"]


@dataclass(frozen=True, slots=True)
class OfficerPlaces:
    """The page and the files of a place, for officers whose scope it is in."""

    boards: Boards
    look: Look
    downloads: Downloads

    async def page(self, visit: Visit) -> Response:
        asked = self._asked(visit)
        board = await read_place(self.boards, asked, lambda each: self.look.name_of(each, visit.words))
        values = self.look.place(board, await self.boards.periods(), WAYS, visit.words)
        return visit.page("desk_place.html", least=0, download=download_way(WAYS, asked), **values)

    async def file(self, visit: Visit) -> Response:
        asked = replace(self._asked(visit), whole=True)
        return await self.downloads.take(visit.request, asked, visit.words.language)

    def _asked(self, visit: Visit) -> PlaceAsked:
        subject = self._subject(visit)
        check_scope(visit, subject)
        return place_asked(visit.query, subject, self.boards.today, None, ALL_KINDS)

    def _subject(self, visit: Visit) -> Subject:
        """The place in the path; without one, where the officer's pages begin."""
        code = visit.params.get("code")
        if code is None:
            return own_place(visit.officer.agency, visit.officer.roles)
        check_known(self.look, code)
        return agency(code) if visit.request.url.path.startswith(f"{HOME}/co-quan/") else province(code)


def add_officer_places(routes: DeskRoutes, places: OfficerPlaces) -> None:
    for path, show in (("", places.page), (DOWNLOAD, places.file)):
        routes.page(f"{HOME}{path}", show)
        routes.page(f"{HOME}/tinh/{{code}}{path}", show)
        routes.page(f"{HOME}/co-quan/{{code}}{path}", show)
