"""Hot queries must not grow with the collection: a scan of 20,000 documents would cost a hundred times one of 200."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from pymongo.collection import Collection
from pymongo.database import Database

SMALL, LARGE = 200, 20_000
ROUNDS = 150
# The best of so many turns, in which both sizes alternate: other work on the machine slows both, and only a scan slows
# one of them always. It measures 20 times and more.
TURNS = 8
HIGHEST_RATIO = 8

Things = Collection[dict[str, Any]]


def guarded_update(things: Things, number: int) -> None:
    key = f"d{number % SMALL}"
    found = things.update_one({"_id": key, "seq": {"$lt": number + 1}}, {"$set": {"seq": number + 1}})
    assert found.matched_count == 1


def update_with_token(things: Things, number: int) -> None:
    key, token = f"d{number % SMALL}", f"t{number}"
    things.update_one({"_id": key, "seq": {"$gte": 0}, "recent": {"$ne": token}}, {"$push": {"recent": token}})


def find_by_unique_key(things: Things, number: int) -> None:
    assert things.find_one({"agency": "x", "number": number % SMALL, "seq": {"$gte": 0}}) is not None


def find_many_by_id(things: Things, number: int) -> None:
    keys = [f"d{(number + step) % SMALL}" for step in range(10)]
    assert len(list(things.find({"_id": {"$in": keys}, "seq": {"$gte": 0}}))) == 10


@pytest.mark.parametrize("operation", [guarded_update, update_with_token, find_by_unique_key, find_many_by_id])
def test_hot_operation_does_not_scan(
    database: Database[dict[str, Any]], operation: Callable[[Things, int], None]
) -> None:
    """The same operation on 20,000 documents takes about as long as on 200."""
    small, large = (_filled(database, size) for size in (SMALL, LARGE))
    turns = [(_timed(small, operation, turn), _timed(large, operation, turn)) for turn in range(TURNS)]
    few, many = (min(seconds) for seconds in zip(*turns, strict=True))
    assert many < few * HIGHEST_RATIO, f"{ROUNDS} operations took {few} and {many} s"


def _filled(database: Database[dict[str, Any]], size: int) -> Things:
    things = database[f"things{size}"]
    things.create_index([("agency", 1), ("number", 1)], unique=True)
    for start in range(0, size, 1000):
        numbers = range(start, min(size, start + 1000))
        things.insert_many([{"_id": f"d{n}", "agency": "x", "number": n, "seq": 0} for n in numbers], ordered=False)
    return things


def _timed(things: Things, operation: Callable[[Things, int], None], turn: int) -> float:
    started = time.perf_counter()
    for number in range(turn * ROUNDS, (turn + 1) * ROUNDS):
        operation(things, number)
    return time.perf_counter() - started
