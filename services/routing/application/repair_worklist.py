"""Holds the worklist against the routes, a page at a time: a process that was cut off may have left an old entry."""

from collections.abc import Awaitable, Callable, Collection
from typing import Final, Protocol

from services.routing.application.ports import RouteStore, WorkItem, Worklist
from services.routing.application.worklist import items_of, worklist_change
from services.routing.domain.route import Route
from services.routing.domain.state import from_state

__all__ = ["Look", "RepairWorklist", "WorklistPages"]

_PAGE: Final = 500
Look = Callable[[Collection[Route]], Awaitable[None]]


class WorklistPages(Worklist, Protocol):
    async def page(self, after: str, limit: int) -> list[WorkItem]:
        """Entries of all agencies in order of id."""


class RepairWorklist:
    """Entries are missing only until the redelivery of what they come from, so to look at those there is enough.

    `also` gets the routes of each page: whoever has to look at all open ones reads them here.
    """

    def __init__(self, routes: RouteStore, worklist: WorklistPages, also: Look) -> None:
        self._routes = routes
        self._worklist = worklist
        self._also = also
        self._after = ""

    async def sweep(self) -> int:
        """Looks at the next page and returns how many routes it mended; raises TransientError."""
        listed = await self._worklist.page(self._after, _PAGE)
        self._after = listed[-1].id if len(listed) == _PAGE else ""
        loaded = await self._routes.load_many({item.code for item in listed})
        routes = {code: from_state(entry.state) for code, entry in loaded.items()}
        await self._also(routes.values())
        stale = sorted({item.code for item in listed if not _is_right(item, routes[item.code])})
        changes = (worklist_change(None, routes[code], loaded[code].version) for code in stale)
        await self._worklist.refresh([change for change in changes if change is not None])
        return len(stale)


def _is_right(item: WorkItem, route: Route) -> bool:
    return item in items_of(route)
