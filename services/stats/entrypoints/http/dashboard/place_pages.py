"""GET /thong-ke, /thong-ke/tinh/{code} and /thong-ke/co-quan/{code}: how dossiers are handled there"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Final

from fastapi import Path, Request
from starlette.responses import Response

from services.kernel.times import VIETNAM, Clock
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.live import Live
from services.stats.application.dashboard.read_place import PlaceAsked, read_place
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.entrypoints.http.dashboard.asking import PUBLIC_KINDS, place_asked
from services.stats.entrypoints.http.dashboard.downloads import DOWNLOAD, Downloads
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.public_pages import LanguageQuery, public_page, public_ways, spoken
from services.stats.entrypoints.http.dashboard.ways import PUBLIC, Ways
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["AgencyPath", "Least", "ProvincePath", "PublicPlaces", "add_place_pages", "check_known", "download_way"]

ProvincePath = Annotated[str, Path(pattern=r"^[A-Z][0-9]{2}$")]
AgencyPath = Annotated[str, Path(pattern=r"^[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}$")]
Show = Callable[[Request, Subject, str], Awaitable[Response]]
Least = Callable[[], int]
"""The least count that the public sees today."""
_TEMPLATE: Final = "public_place.html"


@dataclass(frozen=True, slots=True)
class PublicPlaces:
    """The page and the files of a place, as the public sees them."""

    boards: Boards
    look: Look
    downloads: Downloads
    live: Live
    least: Least
    clock: Clock

    async def page(self, request: Request, subject: Subject, language: str) -> Response:
        words, ways = StatsWords(spoken(language)), public_ways(language)
        asked = self._asked(request, subject)
        board = await read_place(self.boards, asked, lambda each: self.look.name_of(each, words))
        values = self.look.place(board, await self.boards.periods(), ways, words)
        if subject == NATION:
            values |= {"live": await self.live.today(), "live_at": self._time()}
        return public_page(
            _TEMPLATE, request, language, least=asked.least, download=download_way(ways, asked), **values
        )

    async def file(self, request: Request, subject: Subject, language: str) -> Response:
        asked = replace(self._asked(request, subject), whole=True)
        return await self.downloads.take(request, asked, spoken(language))

    def _asked(self, request: Request, subject: Subject) -> PlaceAsked:
        return place_asked(request.query_params, subject, self.boards.today, self.least(), PUBLIC_KINDS)

    def _time(self) -> str:
        return self.clock().astimezone(VIETNAM).strftime("%H:%M:%S")


def add_place_pages(router: ApiRouter, places: PublicPlaces) -> None:
    """Each place has a page, and its files below that."""
    for path, show in (("", places.page), (DOWNLOAD, places.file)):
        _add(router, path, show, partial(check_known, places.look))


def _add(router: ApiRouter, path: str, show: Show, check: Callable[[str], None]) -> None:
    @router.get(f"{PUBLIC}{path}", include_in_schema=False)
    async def nation(request: Request, language: LanguageQuery = "vi") -> Response:
        return await show(request, NATION, language)

    @router.get(f"{PUBLIC}/tinh/{{code}}{path}", include_in_schema=False)
    async def one_province(request: Request, code: ProvincePath, language: LanguageQuery = "vi") -> Response:
        check(code)
        return await show(request, province(code), language)

    @router.get(f"{PUBLIC}/co-quan/{{code}}{path}", include_in_schema=False)
    async def one_agency(request: Request, code: AgencyPath, language: LanguageQuery = "vi") -> Response:
        check(code)
        return await show(request, agency(code), language)


def check_known(look: Look, code: str) -> None:
    """Raises Problem(agency_not_found)."""
    if look.places.agency(code) is None:
        raise Problem("agency_not_found", agency=code)


def download_way(ways: Ways, asked: PlaceAsked) -> Callable[[str], str]:
    """Return the address of a file by its format."""
    return lambda kind: ways.below(asked.subject, DOWNLOAD, ky=asked.period.key, cap=asked.tier, dang=kind)
