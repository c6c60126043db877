"""Obstacles for operators, straight on the statistics' store; the service need not run."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from services.kernel.iso_week import IsoWeek, read_week, week_of
from services.kernel.times import utc_now
from services.runtime.failures import PermanentError
from services.runtime.settings import ServiceSettings
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.bootstrap.sources import opened_sources
from services.stats.domain.obstacles.obstacle import Obstacle, Report

__all__ = ["Told", "listed", "told"]

_BY: Final = "operator"


@dataclass(frozen=True, slots=True)
class Told:
    """What an operator tells; no `field` for no single one, no `week` for this one."""

    agency: str
    category: str
    text: str
    field: str | None = None
    week: str | None = None


async def listed(settings: ServiceSettings, week: str | None, agencies: Sequence[str]) -> list[Obstacle]:
    """Return those of a week (of this one unless named) at these agencies and all below them; of all if none."""
    asked = _week(week)
    async with _opened(settings) as (obstacles, _):
        return await list_obstacles(obstacles, asked, asked, frozenset(agencies) or None)


async def told(settings: ServiceSettings, what: Told) -> Obstacle:
    """Raises PermanentError as reporting does."""
    report = Report(what.agency, what.category, what.field, _week(what.week), what.text.strip())
    async with _opened(settings) as (_, add):
        return (await add(report, _BY, uuid4().hex)).obstacle


def _week(name: str | None) -> IsoWeek:
    if name is None:
        return week_of(utc_now())
    try:
        return read_week(name)
    except ValueError as error:
        raise PermanentError("obstacle_week_unknown") from error


@asynccontextmanager
async def _opened(settings: ServiceSettings) -> AsyncIterator[tuple[StoredObstacles, ReportObstacle]]:
    async with opened_sources(settings) as sources:
        obstacles = StoredObstacles(sources.store.collection(COLLECTION))
        yield obstacles, ReportObstacle(obstacles, sources.catalogue, sources.clock)
