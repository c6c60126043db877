"""The collection `pending`: one small row per message that has something left to be done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from services.kernel.times import Clock
from services.notifications.application.ports import Pending
from services.runtime.store import DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredPending"]

COLLECTION: Final = "pending"
_LANE: Final = {"bulk": 1}


class StoredPending(Pending):
    """`at` is when a row was last touched. Every method raises TransientError."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def add(self, ids: Sequence[str], wake_at: datetime, bulk: Collection[str] = ()) -> None:
        touched = {"wake_at": wake_at, "at": self._clock()}
        lanes = {id_: touched | {"bulk": True} if id_ in bulk else touched for id_ in ids}
        await self._documents.write_bulk(
            [UpdateDoc({"_id": id_}, {"$set": values}, upsert=True) for id_, values in lanes.items()]
        )

    async def postpone(self, wake_at: Mapping[str, datetime]) -> None:
        now = self._clock()
        await self._documents.write_bulk(
            [UpdateDoc({"_id": id_}, {"$set": {"wake_at": at, "at": now}}) for id_, at in wake_at.items()]
        )

    async def remove(self, ids: Sequence[str]) -> None:
        await self._documents.write_bulk([DeleteDoc({"_id": id_}) for id_ in ids])

    async def due(self, now: datetime, after_id: str, limit: int) -> dict[str, bool]:
        wanted: dict[str, Any] = {"wake_at": {"$lte": now}}
        rows = [] if after_id else await self._documents.find(wanted, limit=limit, projection=_LANE)
        if after_id or len(rows) == limit:
            # Only a page that is not all there is has to be put in order.
            wanted["_id"] = {"$gt": after_id}
            rows = await self._documents.find(wanted, sort=(("_id", 1),), limit=limit, projection=_LANE)
        return {row["_id"]: row.get("bulk", False) for row in rows}

    async def forget(self, ids: Sequence[str], older_than: datetime) -> None:
        untouched = {"at": {"$lte": older_than}}
        await self._documents.write_bulk([DeleteDoc({"_id": id_, **untouched}) for id_ in ids])
