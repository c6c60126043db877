"""The collection `worklist_promises`: routes whose worklist has still to be written. Row: {_id: code, at}."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from services.runtime.store import DeleteDoc, Documents

__all__ = ["COLLECTION", "StoredPromises"]

COLLECTION: Final = "worklist_promises"


class StoredPromises:
    """Implements the port `Promises`; a handful of rows, so a sweep may scan."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def make(self, code: str, at: datetime) -> None:
        await self._documents.update_one({"_id": code}, {"$max": {"at": at}}, upsert=True)

    async def keep(self, codes: Collection[str], until: datetime) -> None:
        await self._documents.write_bulk([DeleteDoc({"_id": code, "at": {"$lte": until}}) for code in codes])

    async def older_than(self, at: datetime, limit: int) -> list[str]:
        rows = await self._documents.find({"at": {"$lte": at}}, sort=(("_id", 1),), limit=limit)
        return [row["_id"] for row in rows]
