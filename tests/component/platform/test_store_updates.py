"""What services rely on in updates and reads, on whichever store the session uses."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bson import Int64
from pymongo import ASCENDING, DESCENDING, ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, WriteError

Things = Collection[dict[str, Any]]


@pytest.mark.parametrize(
    ("before", "update", "after"),
    [
        ({"l": [1, 2]}, {"$push": {"l": {"$each": [3, 4], "$slice": -3}}}, {"l": [2, 3, 4]}),
        ({}, {"$push": {"outbox": {"$each": [{"seq": 1}, {"seq": 2}]}}}, {"outbox": [{"seq": 1}, {"seq": 2}]}),
        ({"outbox": [{"seq": 1}, {"seq": 2}]}, {"$pull": {"outbox": {"seq": {"$lte": 1}}}}, {"outbox": [{"seq": 2}]}),
        ({"f": {"p0": 7}}, {"$max": {"f.p0": 5, "f.p1": 9}}, {"f": {"p0": 7, "p1": 9}}),
        ({"c": {"a": 1}}, {"$inc": {"c.a": 2, "c.b.d": -1}}, {"c": {"a": 3, "b": {"d": -1}}}),
        (
            {"f": {"p": 1}},
            {"$set": {"f.p": 5, "f.q": 6}, "$inc": {"c.a.b": 2}},
            {"f": {"p": 5, "q": 6}, "c": {"a": {"b": 2}}},
        ),
        ({"l": [1, 2]}, {"$inc": {"l.1": 5, "n": 1}}, {"l": [1, 7], "n": 1}),
        ({"n": 2**31 - 1, "m": 2**40}, {"$inc": {"n": 1, "m": 1}}, {"n": 2**31, "m": 2**40 + 1}),
        ({"x": 1.5}, {"$inc": {"x": 1, "c.a": 1}}, {"x": 2.5, "c": {"a": 1}}),
        ({"a": 1, "b": 2}, {"$unset": {"a": ""}, "$set": {"c.d": 3}}, {"b": 2, "c": {"d": 3}}),
        ({"s": ["x"]}, {"$addToSet": {"s": {"$each": ["x", "y"]}}}, {"s": ["x", "y"]}),
        ({"n": 4}, {"$min": {"n": 3}}, {"n": 3}),
    ],
)
def test_update_operators(
    things: Things, before: dict[str, Any], update: dict[str, Any], after: dict[str, Any]
) -> None:
    """Each operator does what MongoDB's manual says, on plain and dotted paths."""
    things.insert_one({"_id": "one", **before})
    assert things.update_one({"_id": "one"}, update).modified_count == 1
    assert things.find_one({"_id": "one"}) == {"_id": "one", **after}


def test_guarded_update(things: Things) -> None:
    """A guard that does not hold matches nothing; with upsert it shows as a duplicate key."""
    things.insert_one({"_id": "one", "seq": 3})
    assert things.update_one({"_id": "one", "seq": {"$lt": 3}}, {"$set": {"seq": 3}}).matched_count == 0
    with pytest.raises(DuplicateKeyError):
        things.update_one({"_id": "one", "seq": {"$lt": 3}}, {"$set": {"seq": 3}}, upsert=True)
    assert things.update_one({"_id": "one", "seq": 3}, {"$set": {"seq": 4}}).modified_count == 1


@pytest.mark.parametrize(
    ("guard", "made"),
    [
        ({}, {}),
        ({"f.p": {"$exists": False}}, {}),
        ({"kind": "counter"}, {"kind": "counter"}),
        ({"kind": {"$eq": "counter"}}, {"kind": "counter"}),
    ],
)
def test_upserted_increments(things: Things, guard: dict[str, Any], made: dict[str, Any]) -> None:
    """A document that is made takes what the query says of it, and the increments count from nothing."""
    done = things.update_one({"_id": "one", **guard}, {"$set": {"f.p": 7}, "$inc": {"c.a.b": 2}}, upsert=True)
    assert (done.upserted_id, done.matched_count) == ("one", 0)
    assert things.find_one({"_id": "one"}) == {"_id": "one", **made, "f": {"p": 7}, "c": {"a": {"b": 2}}}


@pytest.mark.parametrize("before", [{"c": {"a": "text"}}, {"c": 3}])
def test_refused_increments(things: Things, before: dict[str, Any]) -> None:
    """What is no number is not added to, what is no document has nothing below it, and nothing of the update stays."""
    things.insert_one({"_id": "one", **before})
    with pytest.raises(WriteError):
        things.update_one({"_id": "one"}, {"$set": {"f.p": 1}, "$inc": {"n": 1, "c.a": 1}})
    assert things.find_one({"_id": "one"}) == {"_id": "one", **before}


def test_array_that_lacks_a_token(things: Things) -> None:
    """`$ne` on an array means that no element equals: the guard of group commit."""
    things.insert_one({"_id": "one", "recent": ["a", "b"]})
    update = {"$push": {"recent": {"$each": ["c"], "$slice": -2}}}
    assert things.update_one({"_id": "one", "recent": {"$ne": "b"}}, update).matched_count == 0
    assert things.update_one({"_id": "one", "recent": {"$ne": "c"}}, update).modified_count == 1
    assert things.find_one({"_id": "one"}) == {"_id": "one", "recent": ["b", "c"]}


def test_upsert_behind_a_comparison(things: Things) -> None:
    """A document that is made takes nothing from what the query only compares with."""
    done = things.update_one({"_id": "one", "seq": {"$lt": 3}}, {"$set": {"seq": 3, "s": ["a", None]}}, upsert=True)
    assert (done.upserted_id, done.matched_count) == ("one", 0)
    assert things.find_one({"_id": "one"}) == {"_id": "one", "seq": 3, "s": ["a", None]}


def test_what_is_set_to_the_same_is_not_modified(things: Things) -> None:
    """It matches all the same, and what stands beside it stays."""
    things.insert_one({"_id": "one", "c": {"a": {"b": 1}, "d": 2}, "n": 1})
    same = things.update_one({"_id": "one", "n": 1}, {"$set": {"c.a.b": 1, "n": 1}})
    assert (same.matched_count, same.modified_count) == (1, 0)
    other = things.update_one({"_id": "one", "n": 1}, {"$set": {"c.a.b": 5}})
    assert (other.matched_count, other.modified_count) == (1, 1)
    assert things.find_one({"_id": "one"}) == {"_id": "one", "c": {"a": {"b": 5}, "d": 2}, "n": 1}


def test_many_ids_at_once(things: Things) -> None:
    """Each document once however often its id is asked for, none for ids of nobody, and the rest of the query holds."""
    things.insert_many([{"_id": f"d{n}", "n": n} for n in range(300)])
    ids = [f"d{n}" for n in range(290, 320)] * 2
    assert sorted(found["n"] for found in things.find({"_id": {"$in": ids}})) == list(range(290, 300))
    assert things.count_documents({"_id": {"$in": ids}, "n": {"$lt": 295}}) == 5
    newest = things.find({"_id": {"$in": ids}}, {"n": 1, "_id": 0}).sort("n", DESCENDING).skip(1).limit(2)
    assert list(newest) == [{"n": 298}, {"n": 297}]
    assert things.delete_many({"_id": {"$in": ids}, "n": {"$gte": 295}}).deleted_count == 5
    assert things.count_documents({}) == 295


def test_set_on_insert(things: Things) -> None:
    """`$setOnInsert` counts at the insert alone."""
    for number in (1, 2):
        things.update_one({"_id": "one"}, {"$setOnInsert": {"first": number}, "$set": {"last": number}}, upsert=True)
    assert things.find_one({"_id": "one"}) == {"_id": "one", "first": 1, "last": 2}


def test_find_and_modify(things: Things) -> None:
    """It counts up from nothing, takes the first by sort order, and finds None when nothing matches."""
    for number in (1, 2):
        found = things.find_one_and_update(
            {"_id": "counter"}, {"$inc": {"n": 1}}, upsert=True, return_document=ReturnDocument.AFTER
        )
        assert found == {"_id": "counter", "n": number}
    things.insert_many([{"_id": name, "wake": wake} for name, wake in (("a", 2), ("b", 1))])
    lease = {"$set": {"leased": True}}
    claimed = things.find_one_and_update({"wake": {"$lte": 2}, "leased": None}, lease, sort=[("wake", ASCENDING)])
    assert claimed == {"_id": "b", "wake": 1}
    assert things.find_one_and_update({"_id": "nobody"}, lease) is None


def test_reads(things: Things) -> None:
    """Projection, sort with limit, `$in`, `$elemMatch`, `$or` and count."""
    things.insert_many([{"_id": f"d{n}", "n": n, "o": {"a": n, "b": 0}, "l": [{"k": n, "v": 1}]} for n in range(20)])
    newest = things.find({"n": {"$gte": 5}}, {"o.a": 1, "_id": 0}).sort("n", DESCENDING).limit(2)
    assert list(newest) == [{"o": {"a": 19}}, {"o": {"a": 18}}]
    some = things.find({"_id": {"$in": ["d3", "d1", "d99"]}, "n": {"$gt": 1}})
    assert [found["_id"] for found in some] == ["d3"]
    assert things.count_documents({"l": {"$elemMatch": {"k": {"$gt": 16}, "v": 1}}}) == 3
    assert things.count_documents({"$or": [{"n": 0}, {"o.a": 19}]}) == 2


def test_values_come_back_as_stored(things: Things) -> None:
    """Numbers keep their type and precision, times their milliseconds, bytes their length."""
    stored = {
        "_id": "one",
        "int": 1,
        "long": Int64(2**53 + 1),
        "float": 1.5,
        "bytes": b"\x00\xff",
        "at": datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC).replace(tzinfo=None),
        "nothing": None,
        "text": "Hồ sơ",
        "list": [],
        "dots": {"2026-01-02": {"k": 1}},
    }
    things.insert_one(stored)
    assert things.find_one({"_id": "one"}) == stored


def test_plain_aggregation(things: Things) -> None:
    """Match, unwind, group and sort, which reports use."""
    things.insert_many([{"_id": n, "k": n % 2, "l": [n, n]} for n in range(6)])
    stages: list[dict[str, Any]] = [
        {"$match": {"_id": {"$gte": 2}}},
        {"$unwind": "$l"},
        {"$group": {"_id": "$k", "sum": {"$sum": "$l"}, "n": {"$sum": 1}}},
        {"$sort": {"_id": 1}},
    ]
    assert list(things.aggregate(stages)) == [{"_id": 0, "sum": 12, "n": 4}, {"_id": 1, "sum": 16, "n": 4}]
