"""The dashboard: pages with figures for everybody, and for officers."""

import time

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.runtime.areas import Area
from services.runtime.web import ApiRouter
from services.stats.adapters.papers import PRINTERS
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.live import Live
from services.stats.application.dashboard.places import Places
from services.stats.application.papers.press import Press
from services.stats.bootstrap.ground import Ground
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.dashboard.downloads import Downloads
from services.stats.entrypoints.http.dashboard.live_stream import add_live_stream
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.place_pages import PublicPlaces, add_place_pages
from services.stats.entrypoints.http.dashboard.search import add_search_page
from services.stats.entrypoints.http.dashboard.square_pages import add_square_pages

__all__ = ["add_public_pages", "dashboard_area"]


def dashboard_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["dashboard"])
    boards = Boards(ground.reports, ground.clock, time.monotonic)
    add_public_pages(router, boards, ground.catalogue, ground.clock)
    return Area(routers=(router,))


def add_public_pages(router: ApiRouter, boards: Boards, catalogue: Catalogue, clock: Clock) -> None:
    """Everything that needs no sign-in; the least count that shows is that of the rules of the day."""
    look = Look(Places(catalogue), Names(catalogue))

    def least() -> int:
        return catalogue.pack_on(boards.today).privacy.least_shown

    live = Live(boards, least)
    downloads = Downloads(boards, look, Press(PRINTERS, time.monotonic))
    add_place_pages(router, PublicPlaces(boards, look, downloads, live, least, clock))
    add_square_pages(router, boards, look, least)
    add_search_page(router, look.places)
    add_live_stream(router, live, clock)
