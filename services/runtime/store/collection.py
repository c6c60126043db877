"""A collection behind our own words and our two kinds of failure."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any, Final

from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from services.runtime.failures import TransientError
from services.runtime.metrics import METRICS
from services.runtime.store.bulk import send_bulk
from services.runtime.store.errors import translated
from services.runtime.store.operations import BulkOp, BulkResult, Document, Filter, Update
from services.runtime.store.ports import Projection, Sort

_IDS: Final = 5_000
"""Of one answer, a few hundred KiB."""
_FIRST_PAUSE: Final = 0.02
"""Seconds before the first repetition; doubled each time, with jitter."""


class Collection:
    """Documents of one collection; datetimes come back aware, in UTC and in whole milliseconds.

    Every method raises TransientError when the store cannot be reached or asks to try again (then it is open whether
    a write happened), and PermanentError("document_too_large") above the store's 16 MiB.
    """

    def __init__(self, driver: AsyncIOMotorCollection[Document]) -> None:
        self._driver = driver
        self._name = driver.name

    async def find_one(self, filter: Filter, *, projection: Projection | None = None) -> Document | None:  # noqa: A002 MongoDB's word
        """Return one document that passes `filter`."""
        with translated(self._name):
            found: Document | None = await self._driver.find_one(filter, projection)
            return found

    async def find(
        self,
        filter: Filter,  # noqa: A002 MongoDB's word
        *,
        sort: Sort | None = None,
        limit: int = 0,
        projection: Projection | None = None,
        skip: int = 0,
    ) -> list[Document]:
        """Return what passes `filter`; limit 0 is all of it, and without `sort` the order means nothing."""
        with translated(self._name):
            cursor = self._driver.find(filter, projection, sort=sort, limit=limit, skip=skip)
            return await cursor.to_list(None)

    async def find_many(self, ids: Sequence[Any], *, projection: Projection | None = None) -> dict[Any, Document]:
        """Return the documents that exist, by id, in one request."""
        if not ids:
            return {}
        found = await self.find({"_id": {"$in": list(ids)}}, projection=projection)
        return {document["_id"]: document for document in found}

    async def ids(self, filter: Filter) -> list[Any]:  # noqa: A002 MongoDB's word
        """Return the ids of what passes `filter`, in no order.

        A collection of any size can be read by them in pieces: to sort whole documents, the embedded store needs all
        of them in memory.
        """
        with translated(self._name):
            cursor = self._driver.find(filter, {"_id": 1}, batch_size=_IDS)
            return [document["_id"] async for document in cursor]

    async def insert(self, doc: Document) -> bool:
        """Insert; False means that the id, or a value of a unique index, exists already."""
        with translated(self._name):
            try:
                await self._driver.insert_one(doc)
            except DuplicateKeyError:
                return False
        return True

    async def update_one(self, filter: Filter, update: Update, *, upsert: bool = False) -> int:  # noqa: A002 MongoDB's word
        """Return 1 when a document was updated or upserted, 0 when none matched or a unique index objected."""
        with translated(self._name):
            try:
                result = await self._driver.update_one(filter, update, upsert=upsert)
            except DuplicateKeyError:
                return 0
        return result.matched_count + (result.upserted_id is not None)

    async def find_one_and_update(
        self,
        filter: Filter,  # noqa: A002 MongoDB's word
        update: Update,
        *,
        upsert: bool = False,
    ) -> Document | None:
        """Return the document after the update, or None when none matched or a unique index objected."""
        with translated(self._name):
            try:
                after: Document | None = await self._driver.find_one_and_update(
                    filter, update, upsert=upsert, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                return None
        return after

    async def delete(self, filter: Filter) -> int:  # noqa: A002 MongoDB's word
        """Delete every document that passes `filter`; return how many."""
        with translated(self._name):
            result = await self._driver.delete_many(filter)
        return result.deleted_count

    async def count(self, filter: Filter) -> int:  # noqa: A002 MongoDB's word
        """Return how many documents pass `filter`."""
        with translated(self._name):
            return await self._driver.count_documents(filter)

    async def write_bulk(self, ops: Sequence[BulkOp], *, retries: int = 4) -> BulkResult:
        """Send one unordered bulk, sorted by `_id`, again after a TransientError up to `retries` times.

        A repetition may meet its own earlier effect, so operations are idempotent or guarded by their filter, and a
        short count means "look"; whoever cannot have that passes `retries=0`.
        """
        if not ops:
            return BulkResult()
        for repetition in range(retries):
            try:
                return await self._send(ops)
            except TransientError as error:
                METRICS.store_retries.labels(error.reason).inc()
                await asyncio.sleep(_FIRST_PAUSE * 2**repetition * random.uniform(0.5, 1.5))  # noqa: S311 jitter
        return await self._send(ops)

    async def _send(self, ops: Sequence[BulkOp]) -> BulkResult:
        with translated(self._name):
            return await send_bulk(self._driver, ops)
