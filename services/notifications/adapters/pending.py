"""The collection `pending`: one small row per message that has something left to be done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from services.kernel.times import Clock
from services.notifications.application.ports import Pending
from services.runtime.store import DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredPending"]

COLLECTION: Final = "pending"


class StoredPending(Pending):
    """`at` is when a row was last touched. Every method raises TransientError."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def add(self, ids: Sequence[str], wake_at: datetime) -> None:
        touched = {"$set": {"wake_at": wake_at, "at": self._clock()}}
        await self._documents.write_bulk([UpdateDoc({"_id": id_}, touched, upsert=True) for id_ in ids])

    async def postpone(self, id_: str, wake_at: datetime) -> None:
        await self._documents.update_one({"_id": id_}, {"$set": {"wake_at": wake_at, "at": self._clock()}})

    async def remove(self, ids: Sequence[str]) -> None:
        await self._documents.write_bulk([DeleteDoc({"_id": id_}) for id_ in ids])

    async def due(self, now: datetime, after_id: str, limit: int) -> list[str]:
        wanted: dict[str, Any] = {"wake_at": {"$lte": now}}
        rows = [] if after_id else await self._documents.find(wanted, limit=limit, projection={"_id": 1})
        if after_id or len(rows) == limit:
            # Only a page that is not all there is has to be put in order.
            wanted["_id"] = {"$gt": after_id}
            rows = await self._documents.find(wanted, sort=(("_id", 1),), limit=limit, projection={"_id": 1})
        return [row["_id"] for row in rows]

    async def forget(self, ids: Sequence[str], older_than: datetime) -> None:
        untouched = {"at": {"$lte": older_than}}
        await self._documents.write_bulk([DeleteDoc({"_id": id_, **untouched}) for id_ in ids])
