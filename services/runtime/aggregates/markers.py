"""Live markers: which documents may have unpublished events, so that a sweep never reads all documents.

A marker says "a commit up to version v was about to happen". It is acknowledged before the document is written, and it
goes only when the document was seen at v or later with everything published.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.kernel.times import Clock
from services.runtime.failures import TransientError
from services.runtime.store import DeleteDoc, Documents, UpdateDoc

_RACES: Final = 20


@dataclass(frozen=True, slots=True)
class Marker:
    """`at` is when the last commit was about to happen."""

    id: str
    version: int
    at: datetime


class LiveMarkers:
    """The markers of one collection."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def raise_to(self, versions: Iterable[tuple[str, int]]) -> None:
        """Return when every marker is at its version or above; raises TransientError."""
        now = self._clock()
        ops = [UpdateDoc({"_id": id_}, {"$max": {"v": v, "at": now}}, upsert=True) for id_, v in versions]
        for _ in range(_RACES):
            result = await self._documents.write_bulk(ops, retries=0)
            if not result.duplicates:
                return
            # Another process inserted it in between, perhaps with a lower version: ours did not count.
            ops = [ops[index] for index in sorted(result.duplicates)]
            await asyncio.sleep(0)
        raise TransientError("marker_contended")

    async def clear(self, published: Iterable[tuple[str, int]]) -> None:
        """Remove the marker of each id unless a commit above the version seen was announced."""
        await self._documents.write_bulk([DeleteDoc({"_id": id_, "v": {"$lte": v}}) for id_, v in published])

    async def clear_unmoved(self, markers: Sequence[Marker]) -> None:
        """Remove markers that are still exactly what was read."""
        rows = ({"_id": each.id, "v": {"$lte": each.version}, "at": {"$lte": each.at}} for each in markers)
        await self._documents.write_bulk([DeleteDoc(row) for row in rows])

    async def aged(self, before: datetime, after_id: str, limit: int) -> list[Marker]:
        """Return up to `limit` markers last raised before that moment, those with the lowest ids after `after_id`.

        Their order means nothing when they are fewer than `limit`: then nothing had to be sorted.
        """
        aged = {"at": {"$lte": before}}
        rows = [] if after_id else await self._documents.find(aged, limit=limit)
        if after_id or len(rows) == limit:
            rows = await self._documents.find({**aged, "_id": {"$gt": after_id}}, sort=(("_id", 1),), limit=limit)
        return [Marker(row["_id"], row["v"], row["at"]) for row in rows]
