"""Obstacles that desks report by the week."""

from services.runtime.areas import Area
from services.runtime.web import ApiRouter
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.bootstrap.ground import Ground
from services.stats.entrypoints.http.obstacles.list_obstacles import add_list_obstacles
from services.stats.entrypoints.http.obstacles.report_obstacle import add_report_obstacle
from services.stats.entrypoints.http.obstacles.take_back import add_take_back

__all__ = ["obstacles_area"]


def obstacles_area(ground: Ground) -> Area:
    router, labels = ApiRouter(tags=["obstacles"]), ground.catalogue.words.obstacles
    obstacles = StoredObstacles(ground.store.collection(COLLECTION))
    add_report_obstacle(router, ReportObstacle(obstacles, ground.catalogue, ground.clock), labels)
    add_list_obstacles(router, obstacles, labels)
    add_take_back(router, obstacles)
    return Area(routers=(router,))
