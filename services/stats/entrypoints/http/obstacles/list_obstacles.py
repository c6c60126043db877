"""GET /v1/obstacles"""

from collections.abc import Mapping
from typing import Any

from services.runtime.web import ApiRouter
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.ports import Obstacles
from services.stats.entrypoints.http.obstacles.forms import WeekQuery, answered, week_named
from services.stats.entrypoints.http.parameters import STRICT_READERS, Values, agencies_of, any_of, wrong

__all__ = ["add_list_obstacles"]


def add_list_obstacles(router: ApiRouter, obstacles: Obstacles, labels: Mapping[str, str]) -> None:
    @router.get(
        "/v1/obstacles",
        dependencies=STRICT_READERS,
        summary="Vướng mắc theo tuần, cơ quan và lĩnh vực / Obstacles by week, agency and field",
    )
    async def read(
        from_week: WeekQuery,
        to_week: WeekQuery,
        agency: Values = None,
        field: Values = None,
        category: Values = None,
    ) -> dict[str, Any]:
        """Those of both weeks and all between, of these agencies and all below them by code."""
        first, last = week_named(from_week), week_named(to_week)
        if last < first:
            raise wrong("to_week", "before_from_week")
        wanted = agencies_of(agency), any_of(field), any_of(category)
        found = await list_obstacles(obstacles, first, last, *wanted)
        return {
            "weeks": {"from": first.name, "to": last.name},
            "obstacles": [answered(each, labels) for each in found],
        }
