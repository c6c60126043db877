"""Who has which leg, from the route itself."""

from collections.abc import Mapping

from services.routing.application.ports import RouteStore

__all__ = ["StoredLegAgencies"]


class StoredLegAgencies:
    """Implements the port `LegAgencies`; reads only what it needs of the route."""

    def __init__(self, routes: RouteStore) -> None:
        self._routes = routes

    async def of(self, code: str) -> Mapping[str, str]:
        loaded = (await self._routes.load_many([code])).get(code)
        return {leg["id"]: leg["agency"] for leg in loaded.state["legs"]} if loaded else {}
