"""Aggregates that a dead letter blocks, so that no later event is applied over the missing one.

One row per aggregate in the service's own store, with the ids of its open letters. Adding and removing an id are both
idempotent, so a redelivery changes nothing, and a row is deleted only while it holds no letter.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from services.kernel.times import Clock
from services.runtime.kafka.identity import Aggregate
from services.runtime.store import BulkOp, BulkResult, Document, UpdateDoc

COLLECTION: Final = "blocked_aggregates"

LetterIds = Mapping[Aggregate, Sequence[str]]


class Rows(Protocol):
    """What is needed of the store's collection."""

    async def find(self, filter: Mapping[str, Any]) -> list[Document]: ...  # noqa: A002 MongoDB's word

    async def delete(self, filter: Mapping[str, Any]) -> int: ...  # noqa: A002 MongoDB's word

    async def write_bulk(self, ops: Sequence[BulkOp]) -> BulkResult: ...


class Blocks:
    """The blocked aggregates of one service, cached until `forget`."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
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
        await self._write([self._adding(aggregate, ids) for aggregate, ids in letters.items()])
        if self._cache is not None:
            self._cache.update(letters)

    async def settle(self, letters: LetterIds) -> None:
        """Take letters off their aggregates because their replay was consumed; the block itself stays."""
        await self._write([_settling(aggregate, ids) for aggregate, ids in letters.items()])

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

    async def _write(self, ops: Sequence[UpdateDoc]) -> None:
        result = await self._rows.write_bulk(ops)
        if result.duplicates:
            # Another process inserted the same row at the same moment; now it is there to be updated.
            await self._rows.write_bulk([ops[index] for index in sorted(result.duplicates)])

    def _adding(self, aggregate: Aggregate, ids: Sequence[str]) -> UpdateDoc:
        about = {"topic": aggregate.topic, "source": aggregate.source, "subject": aggregate.subject}
        update = {
            "$addToSet": {"letters": {"$each": list(ids)}},
            "$setOnInsert": {**about, "since": self._clock()},
        }
        return UpdateDoc({"_id": row_id(aggregate)}, update, upsert=True)


def row_id(aggregate: Aggregate) -> str:
    """Return the `_id` of an aggregate's row."""
    return json.dumps([aggregate.topic, aggregate.source, aggregate.subject], ensure_ascii=False)


def _settling(aggregate: Aggregate, ids: Sequence[str]) -> UpdateDoc:
    return UpdateDoc({"_id": row_id(aggregate)}, {"$pull": {"letters": {"$in": list(ids)}}})
