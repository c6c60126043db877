"""Obstacles in the service's own store. One that was taken back leaves its id, so that no retry brings it back."""

from collections.abc import Collection
from typing import Any, Final

from services.kernel.iso_week import IsoWeek, read_week
from services.runtime.store import Document, Documents
from services.stats.domain.obstacles.obstacle import Obstacle, Report

__all__ = ["COLLECTION", "StoredObstacles"]

COLLECTION: Final = "obstacles"
_SAYS: Final = ("category", "field", "text")


class StoredObstacles:
    """Implements Obstacles; the index of weeks and agencies is in adapters/indexes.py."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def add(self, obstacle: Obstacle) -> bool:
        return await self._documents.insert(_row(obstacle))

    async def find(self, id_: str) -> Obstacle | None:
        found = await self._documents.find_one({"_id": id_})
        return _obstacle(found) if found and "text" in found else None

    async def take_back(self, id_: str, agencies: Collection[str]) -> bool:
        erased: dict[str, Any] = {"$unset": dict.fromkeys((*_SAYS, "week"), "")}
        return await self._documents.update_one({"_id": id_, "agency": {"$in": sorted(agencies)}}, erased) == 1

    async def between(self, first: IsoWeek, last: IsoWeek) -> list[Obstacle]:
        found = await self._documents.find({"week": {"$gte": first.name, "$lte": last.name}})
        obstacles = [_obstacle(row) for row in found]
        return sorted(obstacles, key=lambda each: (each.report.week, each.report.agency, each.reported_at, each.id))


def _row(obstacle: Obstacle) -> Document:
    report = obstacle.report
    return {
        "_id": obstacle.id,
        "agency": report.agency,
        "category": report.category,
        "field": report.field,
        "week": report.week.name,
        "text": report.text,
        "at": obstacle.reported_at,
    }


def _obstacle(row: Document) -> Obstacle:
    week = read_week(row["week"])
    return Obstacle(row["_id"], Report(row["agency"], row["category"], row["field"], week, row["text"]), row["at"])
