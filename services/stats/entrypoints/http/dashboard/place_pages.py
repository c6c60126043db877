"""GET /thong-ke, /thong-ke/tinh/{code} and /thong-ke/co-quan/{code}: how dossiers are handled there"""

from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Path, Request
from starlette.responses import Response

from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.read_place import read_place
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.entrypoints.http.dashboard.asking import PUBLIC_KINDS, place_asked
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.public_pages import LanguageQuery, public_page, public_ways, spoken
from services.stats.entrypoints.http.dashboard.ways import PUBLIC
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["AgencyPath", "Least", "ProvincePath", "add_place_pages"]

ProvincePath = Annotated[str, Path(pattern=r"^[A-Z][0-9]{2}$")]
AgencyPath = Annotated[str, Path(pattern=r"^[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}$")]
Least = Callable[[], int]
"""The least count that the public sees today."""
_TEMPLATE: Final = "public_place.html"


def add_place_pages(router: ApiRouter, boards: Boards, look: Look, least: Least) -> None:
    async def show(request: Request, subject: Subject, language: str) -> Response:
        words = StatsWords(spoken(language))
        asked = place_asked(request.query_params, subject, boards.today, least(), PUBLIC_KINDS)
        board = await read_place(boards, asked, lambda each: look.name_of(each, words))
        values = look.place(board, await boards.periods(), public_ways(language), words)
        return public_page(_TEMPLATE, request, language, least=asked.least, **values)

    @router.get(PUBLIC, include_in_schema=False)
    async def nation(request: Request, language: LanguageQuery = "vi") -> Response:
        return await show(request, NATION, language)

    @router.get(f"{PUBLIC}/tinh/{{code}}", include_in_schema=False)
    async def one_province(request: Request, code: ProvincePath, language: LanguageQuery = "vi") -> Response:
        _check_known(look, code)
        return await show(request, province(code), language)

    @router.get(f"{PUBLIC}/co-quan/{{code}}", include_in_schema=False)
    async def one_agency(request: Request, code: AgencyPath, language: LanguageQuery = "vi") -> Response:
        _check_known(look, code)
        return await show(request, agency(code), language)


def _check_known(look: Look, code: str) -> None:
    """Raises Problem(agency_not_found)."""
    if look.places.agency(code) is None:
        raise Problem("agency_not_found", agency=code)
