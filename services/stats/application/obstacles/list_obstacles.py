"""The obstacles of some weeks, by agency and field."""

from collections.abc import Callable

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.iso_week import IsoWeek
from services.stats.application.obstacles.ports import Obstacles
from services.stats.domain.obstacles.obstacle import Obstacle

__all__ = ["list_obstacles", "of_agencies"]

Wanted = Callable[[Obstacle], bool]


async def list_obstacles(
    obstacles: Obstacles,
    first: IsoWeek,
    last: IsoWeek,
    agencies: frozenset[str] | None = None,
    fields: frozenset[str] | None = None,
    categories: frozenset[str] | None = None,
) -> list[Obstacle]:
    """Return those of these agencies and all below them, of both weeks and all between."""
    found = await obstacles.between(first, last)
    return [
        each
        for each in of_agencies(found, agencies)
        if (fields is None or each.report.field in fields)
        and (categories is None or each.report.category in categories)
    ]


def of_agencies(found: list[Obstacle], agencies: frozenset[str] | None) -> list[Obstacle]:
    """Return the obstacles of these agencies and all below them by code; None asks for all."""
    if agencies is None:
        return found
    return [each for each in found if any(_within(each, above) for above in agencies)]


def _within(obstacle: Obstacle, above: str) -> bool:
    return is_within(AgencyCode(obstacle.report.agency), AgencyCode(above))
