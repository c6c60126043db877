"""The dashboard: pages with figures for everybody, and for officers."""

import time
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.runtime.areas import Area
from services.runtime.store.ports import Database
from services.runtime.sweeper import Sweeper
from services.runtime.web import ApiRouter
from services.runtime.web.desk.front_door import FORGET_EVERY, Building, FrontDoor, open_front_door
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.adapters.papers import PRINTERS
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.live import Live
from services.stats.application.dashboard.places import Places
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.application.papers.paper import Paper
from services.stats.application.papers.press import Press
from services.stats.bootstrap.ground import Ground
from services.stats.bootstrap.lists import list_papers
from services.stats.bootstrap.sources import sources_of
from services.stats.domain.dashboard.roles import SCOPES
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.dashboard.desk.desk import DESK, DeskRoutes
from services.stats.entrypoints.http.dashboard.desk.late_page import add_late_page
from services.stats.entrypoints.http.dashboard.desk.obstacles_page import ObstaclesPage, add_obstacles_page
from services.stats.entrypoints.http.dashboard.desk.place_pages import OfficerPlaces, add_officer_places
from services.stats.entrypoints.http.dashboard.desk.search_page import add_officer_search
from services.stats.entrypoints.http.dashboard.desk.square_pages import add_officer_squares
from services.stats.entrypoints.http.dashboard.downloads import Downloads
from services.stats.entrypoints.http.dashboard.live_stream import add_live_stream
from services.stats.entrypoints.http.dashboard.look import Look
from services.stats.entrypoints.http.dashboard.place_pages import PublicPlaces, add_place_pages
from services.stats.entrypoints.http.dashboard.search import add_search_page
from services.stats.entrypoints.http.dashboard.square_pages import add_square_pages
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["add_officer_pages", "add_public_pages", "dashboard_area", "obstacles_page"]

_LATE: Final = "late"


def dashboard_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["dashboard"])
    boards = Boards(ground.reports, ground.clock, time.monotonic)
    add_public_pages(router, boards, ground.catalogue, ground.clock)
    door = _open_desk(router, ground)
    late = next(paper for paper in list_papers(sources_of(ground)) if paper.key == _LATE)
    add_officer_pages(door.routes, boards, ground.catalogue, late)
    add_obstacles_page(door.routes, obstacles_page(ground.store, ground.catalogue, ground.clock))
    old = Sweeper(door.sweeps, FORGET_EVERY)
    return Area(routers=(router,), background=(old.run,), stop=(old.stop,))


def _open_desk(router: ApiRouter, ground: Ground) -> FrontDoor[StatsWords]:
    key = ground.settings.token_secret.get_secret_value().encode()
    building = Building(ground.store, ground.settings, key, ground.clock, SCOPES)
    return open_front_door(router, DESK, building, Places(ground.catalogue).name)


def obstacles_page(store: Database, catalogue: Catalogue, clock: Clock) -> ObstaclesPage:
    obstacles = StoredObstacles(store.collection(COLLECTION))
    words = catalogue.words
    return ObstaclesPage(
        obstacles, ReportObstacle(obstacles, catalogue, clock), Names(catalogue), words.obstacles, words.fields, clock
    )


def add_officer_pages(routes: DeskRoutes, boards: Boards, catalogue: Catalogue, late: Paper) -> None:
    """Everything behind the sign-in; `late` is the report of late dossiers."""
    look, press = Look(Places(catalogue), Names(catalogue)), Press(PRINTERS, time.monotonic)
    add_officer_places(routes, OfficerPlaces(boards, look, Downloads(boards, look, press)))
    add_officer_squares(routes, boards, look)
    add_officer_search(routes, look.places)
    add_late_page(routes, late, press)


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
