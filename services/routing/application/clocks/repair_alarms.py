"""Sets the alarms of open routes that lack theirs: opened by a version without alarms, or by another catalogue."""

from collections.abc import Collection
from typing import Protocol

from services.routing.application.clocks.alarm import AlarmOf
from services.routing.domain.route import Route
from services.runtime.timers import Row

__all__ = ["RepairAlarms", "SetAlarms"]


class SetAlarms(Protocol):
    async def set_many(self, rows: Collection[Row]) -> None: ...


class RepairAlarms:
    """An alarm too many is found stale when it rings; a route is not written for one."""

    def __init__(self, alarms: SetAlarms, alarm: AlarmOf) -> None:
        self._alarms = alarms
        self._alarm = alarm

    async def __call__(self, routes: Collection[Route]) -> None:
        wanted = ((route, self._alarm(route)) for route in routes)
        rows = [(wake_at, route.code) for route, wake_at in wanted if wake_at and wake_at != route.wake_at]
        if rows:
            await self._alarms.set_many(rows)
