"""One unordered bulk: operations to the driver, the driver's answer back to the caller's order."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import bson
from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo import DeleteOne, InsertOne, UpdateOne
from pymongo.errors import AutoReconnect, BulkWriteError

from services.runtime.failures import PermanentError
from services.runtime.store.errors import DUPLICATE_KEY, classified
from services.runtime.store.operations import BulkOp, BulkResult, DeleteDoc, Document, InsertDoc

_MOST_BYTES: Final = 16 * 1024 * 1024

Request = InsertOne[Document] | UpdateOne | DeleteOne


async def send_bulk(collection: AsyncIOMotorCollection[Document], ops: Sequence[BulkOp]) -> BulkResult:
    """Send `ops` once, sorted by `_id`: overlapping bulks in random order deadlock on the DocumentDB engine."""
    order = sorted(range(len(ops)), key=lambda index: str(ops[index].id))
    try:
        answer = await collection.bulk_write([_request(ops[index]) for index in order], ordered=False)
    except BulkWriteError as error:
        return _partial(error, order, collection.name)
    except AutoReconnect as error:
        # The embedded store hangs up on a document beyond the limit instead of refusing it: that is no outage.
        if any(_beyond_limit(op) for op in ops):
            raise PermanentError("document_too_large", collection=collection.name) from error
        raise
    return _result(answer.bulk_api_result, frozenset())


def _request(op: BulkOp) -> Request:
    if isinstance(op, InsertDoc):
        return InsertOne(op.doc)
    if isinstance(op, DeleteDoc):
        return DeleteOne(op.filter)
    return UpdateOne(op.filter, op.update, upsert=op.upsert)


def _beyond_limit(op: BulkOp) -> bool:
    if isinstance(op, DeleteDoc):
        return False
    return len(bson.encode(op.doc if isinstance(op, InsertDoc) else op.update)) > _MOST_BYTES


def _partial(error: BulkWriteError, order: list[int], collection: str) -> BulkResult:
    details: Mapping[str, Any] = error.details or {}
    problems = details.get("writeErrors", ())
    only_duplicates = problems and all(each["code"] == DUPLICATE_KEY for each in problems)
    if not only_duplicates or details.get("writeConcernErrors"):
        raise classified(error, collection) from error
    return _result(details, frozenset(order[each["index"]] for each in problems))


def _result(counts: Mapping[str, Any], duplicates: frozenset[int]) -> BulkResult:
    matched = counts["nMatched"] + counts["nUpserted"]
    return BulkResult(counts["nInserted"], matched, counts["nRemoved"], duplicates)
