"""What agencies may see of a route."""

from services.routing.application.ports import RouteStore
from services.routing.domain.route import Route
from services.routing.domain.state import from_state
from services.runtime.auth.principal import Principal
from services.runtime.problems import Problem

__all__ = ["read_route"]


async def read_route(routes: RouteStore, code: str, principal: Principal) -> Route:
    """For the receiving agency and those of the legs; for others it does not exist: Problem(dossier_not_found)."""
    loaded = (await routes.load_many([code])).get(code)
    route = from_state(loaded.state) if loaded else None
    if route is None or not route.legs or principal.agencies.isdisjoint(_involved(route)):
        raise Problem("dossier_not_found", code=code)
    return route


def _involved(route: Route) -> set[str]:
    return {str(route.agency), *(leg.agency for leg in route.legs.values())}
