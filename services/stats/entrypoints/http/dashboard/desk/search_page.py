"""GET /thong-ke/can-bo/tim: an agency by name or code"""

from starlette.responses import Response

from services.stats.application.dashboard.places import Places
from services.stats.entrypoints.http.dashboard.desk.desk import HOME, WAYS, DeskRoutes, Visit
from services.stats.entrypoints.http.dashboard.search import search_values

__all__ = ["add_officer_search"]


def add_officer_search(routes: DeskRoutes, places: Places) -> None:
    async def search(visit: Visit) -> Response:
        return visit.page("desk_search.html", ways=WAYS, **search_values(places, visit.query.get("q", "")))

    routes.page(f"{HOME}/tim", search)
