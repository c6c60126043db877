"""Writes the worklist of routes whose process ended between commit and worklist."""

from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.routing.application.desk.ports import Promises
from services.routing.application.ports import RouteStore, Worklist
from services.routing.application.worklist import worklist_change
from services.routing.domain.state import from_state

__all__ = ["KeepPromises"]

_PATIENCE: Final = timedelta(seconds=10)
"""An act takes far less; what is older was cut off."""
_PAGE: Final = 200


class KeepPromises:
    """Several processes may do it at once: entries are guarded by the version of their route."""

    def __init__(self, routes: RouteStore, worklist: Worklist, promises: Promises, clock: Clock) -> None:
        self._routes = routes
        self._worklist = worklist
        self._promises = promises
        self._clock = clock

    async def sweep(self) -> int:
        """Returns how many routes were looked at; raises TransientError."""
        until = self._clock() - _PATIENCE
        codes = await self._promises.older_than(until, _PAGE)
        loaded = await self._routes.load_many(codes)
        changes = (worklist_change(None, from_state(each.state), each.version) for each in loaded.values())
        await self._worklist.refresh([change for change in changes if change is not None])
        await self._promises.keep(codes, until)
        return len(codes)
