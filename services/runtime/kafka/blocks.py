"""Aggregates that a dead letter blocks, so that no later event is applied over the missing one.

One row per aggregate in the service's own store, with the ids of its open letters. Adding and removing an id are both
idempotent, so a redelivery changes nothing, and a row is deleted only while it holds no letter.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from services.runtime.kafka.identity import Aggregate

COLLECTION: Final = "blocked_aggregates"

LetterIds = Mapping[Aggregate, Sequence[str]]


class Rows(Protocol):
    """What this module needs of a store's collection."""

    async def find(self, filter: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: A002 the store's own name
        """Return the documents that match."""

    async def update_one(self, filter: Mapping[str, Any], update: Mapping[str, Any], *, upsert: bool = False) -> int:  # noqa: A002 see find
        """Update one document and return how many matched."""

    async def delete(self, filter: Mapping[str, Any]) -> int:  # noqa: A002 see find
        """Delete what matches and return how many there were."""


class Blocks:
    """The blocked aggregates of one service, cached until `forget`."""

    def __init__(self, rows: Rows, clock: Callable[[], datetime]) -> None:
        self._rows = rows
        self._clock = clock
        self._cache: set[Aggregate] | None = None
        self._loading = asyncio.Lock()

    async def current(self) -> frozenset[Aggregate] | set[Aggregate]:
        """Return what is blocked, from the store after `forget`; do not change it. Raises TransientError."""
        async with self._loading:
            if self._cache is None:
                rows = await self._rows.find({})
                self._cache = {Aggregate(row["topic"], row["source"], row["subject"]) for row in rows}
            return self._cache

    def __len__(self) -> int:
        return len(self._cache or ())

    def forget(self) -> None:
        """Drop the cache: partitions changed hands, another process may have added or lifted blocks."""
        self._cache = None

    async def add(self, letters: LetterIds) -> None:
        """Block these aggregates by these letters; return once it is stored."""
        await asyncio.gather(*(self._add(aggregate, ids) for aggregate, ids in letters.items()))
        if self._cache is not None:
            self._cache.update(letters)

    async def settle(self, letters: LetterIds) -> None:
        """Take letters off their aggregates because their replay was consumed; the block itself stays."""
        await asyncio.gather(*(self._settle(aggregate, ids) for aggregate, ids in letters.items()))

    async def lift(self, finished: Iterable[tuple[str, str]]) -> frozenset[Aggregate]:
        """End the blocks of (topic, subject) whose letters are all settled; return those."""
        wanted = set(finished)
        named = [aggregate for aggregate in await self.current() if (aggregate.topic, aggregate.subject) in wanted]
        lifted = {
            aggregate for aggregate in named if await self._rows.delete({"_id": row_id(aggregate), "letters": []})
        }
        if self._cache is not None:
            self._cache -= lifted
        return frozenset(lifted)

    async def _add(self, aggregate: Aggregate, ids: Sequence[str]) -> None:
        about = {"topic": aggregate.topic, "source": aggregate.source, "subject": aggregate.subject}
        update = {
            "$addToSet": {"letters": {"$each": list(ids)}},
            "$setOnInsert": {**about, "since": self._clock()},
        }
        await self._rows.update_one({"_id": row_id(aggregate)}, update, upsert=True)

    async def _settle(self, aggregate: Aggregate, ids: Sequence[str]) -> None:
        await self._rows.update_one({"_id": row_id(aggregate)}, {"$pull": {"letters": {"$in": list(ids)}}})


def row_id(aggregate: Aggregate) -> str:
    """Return the `_id` of an aggregate's row."""
    return json.dumps([aggregate.topic, aggregate.source, aggregate.subject], ensure_ascii=False)
