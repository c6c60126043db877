"""The dashboard: pages with figures for everybody, and for officers."""

import time

from services.runtime.areas import Area
from services.runtime.web import ApiRouter
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.places import Places
from services.stats.bootstrap.ground import Ground
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.place_pages import add_place_pages

__all__ = ["dashboard_area"]


def dashboard_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["dashboard"])
    boards = Boards(ground.reports, ground.clock, time.monotonic)
    look = Look(Places(ground.catalogue), Names(ground.catalogue))

    def least() -> int:
        return ground.catalogue.pack_on(boards.today).privacy.least_shown

    add_place_pages(router, boards, look, least)
    return Area(routers=(router,))
