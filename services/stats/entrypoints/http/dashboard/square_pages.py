"""GET /thong-ke/luan-chuyen and /thong-ke/tin-nhan: hand-offs between agencies, and messages to citizens"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from services.runtime.web import ApiRouter
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.read_square import SquareAsked, read_square
from services.stats.application.dashboard.read_tallied import LEGS, MESSAGES, TallyKind
from services.stats.domain.dashboard.standing import NATION, province
from services.stats.domain.dashboard.tallied import Line
from services.stats.entrypoints.http.dashboard.asking import PUBLIC_KINDS, page_number, wanted_period
from services.stats.entrypoints.http.dashboard.charts.bars import part_bar
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.public_pages import LanguageQuery, public_page, public_ways, spoken
from services.stats.entrypoints.http.dashboard.ways import PUBLIC, Ways
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["SQUARES", "SquareKind", "add_square_pages", "square_values"]


@dataclass(frozen=True, slots=True)
class SquareKind:
    """`path` below the root; `body` is the template's inner part."""

    path: str
    body: str
    tally: TallyKind


SQUARES: Final = (
    SquareKind("/luan-chuyen", "legs.html", LEGS),
    SquareKind("/tin-nhan", "messages.html", MESSAGES),
)


def add_square_pages(router: ApiRouter, boards: Boards, look: Look, least: Callable[[], int]) -> None:
    """`tinh` narrows them to a province."""
    for kind in SQUARES:
        _add(router, kind, boards, look, least)


def _add(router: ApiRouter, kind: SquareKind, boards: Boards, look: Look, least: Callable[[], int]) -> None:
    @router.get(PUBLIC + kind.path, include_in_schema=False)
    async def show(request: Request, language: LanguageQuery = "vi") -> Response:
        query = request.query_params
        code = query.get("tinh", "")
        subject = province(code) if look.places.agency(code) and "." not in code else NATION
        period = wanted_period(query, boards.today, PUBLIC_KINDS)
        asked = SquareAsked(subject, period, least(), page_number(query))
        words, ways = StatsWords(spoken(language)), public_ways(language)
        values = await square_values(kind, boards, look, asked, ways, words)
        return public_page("public_square.html", request, language, least=asked.least, **values)


async def square_values(
    kind: SquareKind, boards: Boards, look: Look, asked: SquareAsked, ways: Ways, words: StatsWords
) -> Mapping[str, Any]:
    """Values of the template, for the public and for officers."""
    square = await read_square(boards, kind.tally, asked)
    return {
        **look.frame(asked.subject, asked.period, await boards.periods(), ways, words),
        "kind": kind,
        "square": square,
        "asked": asked,
        "columns": [_column(kind, look, name, words) for name in square.names],
        "roles": [_role(kind, look, name, words) for name in square.names],
        "hides": any(line.hidden for row in square.rows for line in row.lines),
        "heat": heat,
        "part_bar": part_bar,
        "narrows": asked.least is not None,
    }


def _column(kind: SquareKind, look: Look, name: str, words: StatsWords) -> str:
    return look.leg(name, words) if kind.body == "legs.html" else words.message_channel(name)


def _role(kind: SquareKind, look: Look, name: str, words: StatsWords) -> str:
    return look.leg_role(name, words) if kind.body == "legs.html" else ""


_BANDS: Final[Sequence[int]] = (98, 95, 90, 80, 60)


def heat(line: Line) -> str:
    """Return the look of a cell by its share in time; the share stands in it too, so colour is no message alone."""
    rate = line.share("in_time")
    if rate is None or rate.exact is None:
        return "heat-none"
    return f"heat-{next((len(_BANDS) - place for place, band in enumerate(_BANDS) if rate.exact >= band), 0)}"
