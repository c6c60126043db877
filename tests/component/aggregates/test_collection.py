"""The collection on a real store: what it answers, and which failures it tells apart."""

import asyncio
import random
import socket
from datetime import UTC, datetime, timedelta

import pytest

from services.runtime.failures import PermanentError, TransientError
from services.runtime.store import DeleteDoc, Index, InsertDoc, Store, UpdateDoc, ensure_indexes
from services.runtime.store import store as store_module


async def test_a_bulk_reports_duplicates_in_the_callers_order(store: Store) -> None:
    """Sorting by id inside does not move the indexes that the caller sees; the other operations go through."""
    things = store.collection("things")
    assert await things.insert({"_id": "m", "v": 1})
    assert not await things.insert({"_id": "m", "v": 2})
    result = await things.write_bulk(
        [
            InsertDoc({"_id": "z"}),
            InsertDoc({"_id": "m"}),
            UpdateDoc({"_id": "b"}, {"$set": {"v": 1}}, upsert=True),
            UpdateDoc({"_id": "m", "v": 9}, {"$set": {"v": 10}}),
            InsertDoc({"_id": "a"}),
            DeleteDoc({"_id": "nobody"}),
        ]
    )
    assert (result.inserted, result.matched, result.deleted, result.duplicates) == (2, 1, 0, frozenset({1}))
    assert set(await things.find_many(["a", "b", "m", "z", "missing"])) == {"a", "b", "m", "z"}
    assert sorted(await things.ids({"_id": {"$gt": "a"}})) == ["b", "m", "z"]


async def test_single_operations(store: Store) -> None:
    """Find, update, upsert, delete and count answer as documented; times come back aware."""
    things = store.collection("things")
    moment = datetime(2026, 1, 5, 1, 2, 3, 456_000, tzinfo=UTC)
    assert await things.find_one({"_id": "a"}) is None
    assert await things.update_one({"_id": "a"}, {"$set": {"at": moment}}) == 0
    assert await things.update_one({"_id": "a"}, {"$set": {"at": moment}}, upsert=True) == 1
    assert await things.find_one({"_id": "a"}) == {"_id": "a", "at": moment}
    # An upsert whose filter misses an existing id meets the index: the caller rereads.
    assert await things.update_one({"_id": "a", "at": moment + timedelta(1)}, {"$set": {"x": 1}}, upsert=True) == 0
    assert await things.find_one_and_update({"_id": "a"}, {"$inc": {"n": 2}}) == {"_id": "a", "at": moment, "n": 2}
    assert await things.find_one_and_update({"_id": "b"}, {"$inc": {"n": 2}}) is None
    await things.insert({"_id": "b", "n": 1})
    found = await things.find({"n": {"$gt": 0}}, sort=[("n", 1)], limit=1, projection={"n": 1})
    assert found == [{"_id": "b", "n": 1}]
    assert await things.count({"n": {"$gt": 0}}) == 2
    assert await things.delete({"n": {"$gt": 0}}) == 2


async def test_unique_indexes_refuse(store: Store) -> None:
    """A unique index, declared as data, refuses; declaring it again changes nothing; absent keys are free."""
    index = Index("things", (("number", 1),), "by_number", unique=True, partial={"number": {"$exists": True}})
    for _ in range(2):
        await ensure_indexes(store, [index])
    things = store.collection("things")
    assert await things.insert({"_id": "a", "number": 1})
    assert not await things.insert({"_id": "b", "number": 1})
    assert await things.insert({"_id": "c"})
    assert await things.insert({"_id": "d"})


async def test_a_document_too_large_is_permanent(store: Store) -> None:
    """Above 16 MiB nothing helps, also on the engine that hangs up instead of saying so."""
    things = store.collection("things")
    with pytest.raises(PermanentError, match="document_too_large"):
        await things.write_bulk([InsertDoc({"_id": "a", "data": b"x" * 17_000_000})])


async def test_a_value_that_cannot_be_stored_is_permanent(store: Store) -> None:
    """A value of no BSON type, or a number beyond 64 bits, is a bug of the caller."""
    things = store.collection("things")
    for value in (object(), 2**70):
        with pytest.raises(PermanentError, match="document_unstorable"):
            await things.write_bulk([InsertDoc({"_id": "a", "value": value})])


async def test_overlapping_bulks_do_not_deadlock(store: Store) -> None:
    """Bulks over the same documents in random order all get through, and no increment is lost."""
    things = store.collection("things")
    ids = [f"d{index:02}" for index in range(40)]
    await things.write_bulk([InsertDoc({"_id": id_, "n": 0}) for id_ in ids])

    async def add() -> None:
        for _ in range(10):
            shuffled = random.sample(ids, len(ids))
            await things.write_bulk([UpdateDoc({"_id": id_}, {"$inc": {"n": 1}}) for id_ in shuffled], retries=0)

    await asyncio.gather(*(add() for _ in range(6)))
    assert {row["n"] for row in await things.find({})} == {60}


class AskedStore(Store):
    """Counts how often it was asked whether it is there."""

    asked = 0

    async def ping(self) -> None:
        AskedStore.asked += 1
        await super().ping()


@pytest.mark.parametrize("listens", [False, True])
async def test_a_store_that_is_away_is_transient(monkeypatch: pytest.MonkeyPatch, *, listens: bool) -> None:
    """Trying later can help; one that is there and silent is waited for longer than one that is not."""
    monkeypatch.setitem(store_module._LIMITS, "serverSelectionTimeoutMS", 500)
    monkeypatch.setattr(AskedStore, "asked", 0)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        url = f"mongodb://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(TransientError, match="store_unreachable"):
            await AskedStore.open(url, "nothing")
    assert (AskedStore.asked == 3) is listens


async def test_a_pause_of_the_store_costs_nothing_that_a_request_would_wait_for(store: Store) -> None:
    """The driver's own look at the store cuts off everything under way, so it is no less patient than they are."""
    limits = store._client.delegate.options.pool_options
    assert limits.connect_timeout >= limits.socket_timeout
