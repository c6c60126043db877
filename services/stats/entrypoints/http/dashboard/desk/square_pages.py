"""GET /thong-ke/can-bo/luan-chuyen and /tin-nhan: hand-offs and messages of the officer's agency and those below"""

from functools import partial

from starlette.responses import Response

from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.read_square import SquareAsked
from services.stats.domain.dashboard.roles import own_place
from services.stats.entrypoints.http.dashboard.asking import ALL_KINDS, page_number, wanted_period
from services.stats.entrypoints.http.dashboard.desk.desk import HOME, WAYS, DeskRoutes, Visit
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.square_pages import SQUARES, SquareKind, square_values

__all__ = ["add_officer_squares"]


def add_officer_squares(routes: DeskRoutes, boards: Boards, look: Look) -> None:
    for kind in SQUARES:
        routes.page(HOME + kind.path, partial(_show, kind, boards, look))


async def _show(kind: SquareKind, boards: Boards, look: Look, visit: Visit) -> Response:
    subject = own_place(visit.officer.agency, visit.officer.roles)
    period = wanted_period(visit.query, boards.today, ALL_KINDS)
    asked = SquareAsked(subject, period, None, page_number(visit.query))
    values = await square_values(kind, boards, look, asked, WAYS, visit.words)
    return visit.page("desk_square.html", least=0, **values)
