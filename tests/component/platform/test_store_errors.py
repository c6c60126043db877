"""Duplicate keys: one, in a bulk, on compound, sparse and partial unique indexes."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from pymongo import InsertOne, UpdateOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure

Things = Collection[dict[str, Any]]
DUPLICATE_KEY = 11000
CANNOT_CREATE_INDEX = 67
embedded_only = pytest.mark.skipif("STORE_URL" in os.environ, reason="a limit of the embedded store alone")


def failure(write: Callable[[], object]) -> dict[str, Any]:
    with pytest.raises(BulkWriteError) as caught:
        write()
    details: dict[str, Any] = dict(caught.value.details)
    return details


def test_unordered_bulk(things: Things) -> None:
    """Failures are named by their place in the bulk, all others are applied."""
    things.insert_many([{"_id": "a", "seq": 5}, {"_id": "b", "seq": 1}])
    details = failure(
        lambda: things.bulk_write(
            [
                UpdateOne({"_id": "a", "seq": {"$lt": 4}}, {"$set": {"seq": 4}}, upsert=True),
                UpdateOne({"_id": "b", "seq": {"$lt": 4}}, {"$set": {"seq": 4}}, upsert=True),
                UpdateOne({"_id": "c", "seq": {"$lt": 4}}, {"$set": {"seq": 4}}, upsert=True),
            ],
            ordered=False,
        )
    )
    assert [(error["index"], error["code"]) for error in details["writeErrors"]] == [(0, DUPLICATE_KEY)]
    assert (details["nMatched"], details["nModified"], details["nUpserted"]) == (1, 1, 1)
    assert {found["_id"]: found["seq"] for found in things.find()} == {"a": 5, "b": 4, "c": 4}


@pytest.mark.parametrize(("ordered", "inserted"), [(False, {"a", "b", "c", "d"}), (True, {"a", "b"})])
def test_insert_with_duplicate(things: Things, *, ordered: bool, inserted: set[str]) -> None:
    """`nInserted` counts what was inserted; an ordered bulk ends at the first failure."""
    things.insert_one({"_id": "a"})
    names = ["b", "a", "c", "d"]
    details = failure(lambda: things.bulk_write([InsertOne({"_id": name}) for name in names], ordered=ordered))
    assert [error["index"] for error in details["writeErrors"]] == [1]
    assert details["nInserted"] == len(inserted) - 1
    assert {found["_id"] for found in things.find()} == inserted


def test_bulk_without_change(things: Things) -> None:
    """A write that changes nothing is matched and not modified; one that finds nothing is neither."""
    things.insert_one({"_id": "a", "v": 1})
    result = things.bulk_write(
        [UpdateOne({"_id": "a"}, {"$set": {"v": 1}}), UpdateOne({"_id": "z"}, {"$set": {"v": 1}})], ordered=False
    )
    assert (result.matched_count, result.modified_count) == (1, 0)


def test_unique_compound_index(things: Things) -> None:
    """It refuses inserts and updates, lets other combinations in and is found by its keys."""
    things.create_index([("agency", 1), ("number", 1)], unique=True)
    things.insert_many([{"_id": 1, "agency": "x", "number": 1}, {"_id": 2, "agency": "x", "number": 2}])
    with pytest.raises(DuplicateKeyError):
        things.insert_one({"_id": 3, "agency": "x", "number": 2})
    with pytest.raises(DuplicateKeyError):
        things.update_one({"_id": 1}, {"$set": {"number": 2}})
    things.update_one({"_id": 1}, {"$set": {"number": 7}})
    things.insert_one({"_id": 4, "agency": "x", "number": 1})
    assert things.find_one({"agency": "x", "number": 7, "_id": {"$gt": 0}}) is not None


def test_unique_partial_index_on_existence(things: Things) -> None:
    """Documents without the field do not collide, those with it do."""
    things.create_index("external", unique=True, partialFilterExpression={"external": {"$exists": True}})
    things.insert_many([{"_id": 1}, {"_id": 2}, {"_id": 3, "external": "e"}])
    with pytest.raises(DuplicateKeyError):
        things.insert_one({"_id": 4, "external": "e"})
    things.delete_one({"_id": 3})
    things.insert_one({"_id": 4, "external": "e"})


@embedded_only
def test_other_unique_partial_index_is_refused(things: Things) -> None:
    """The engine would make a full unique index of it; refusing tells the developer, a wrong index the citizen."""
    with pytest.raises(OperationFailure) as caught:
        things.create_index("a", unique=True, partialFilterExpression={"state": "open"})
    assert caught.value.code == CANNOT_CREATE_INDEX


def test_index_declared_again(things: Things) -> None:
    """Every start of a service declares its indexes; an equal one is no error."""
    for _ in range(2):
        things.create_index([("agency", 1), ("number", 1)], unique=True, name="number")
        things.create_index("wake_at", name="wake_at")
    assert {"number", "wake_at"} <= set(things.index_information())
