"""Group commit and relay on a real store."""

import asyncio
import itertools
from datetime import datetime, timedelta

from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, Relay
from services.runtime.failures import PermanentError
from services.runtime.store import Index, Store, ensure_indexes
from tests.component.aggregates.lossy import LossyStore
from tests.fakes.aggregates import NOW, clock, count_concurrently, event
from tests.fakes.broker import FakePublisher, Log

COMMITTED, CONFLICT = CommitOutcome.COMMITTED, CommitOutcome.CONFLICT


def arrived(log: Log, subject: str) -> list[int | None]:
    return list(dict.fromkeys(envelope.seq for _, envelope in log.arrived if envelope.subject == subject))


async def test_no_update_is_lost_among_conflicting_tasks(store: Store) -> None:
    """32 tasks on 4 documents, in two processes: every increment counts once."""
    processes = [AggregateStore(store, "dossiers", "intake", clock) for _ in range(2)]
    ids = ["a", "b", "c", "d"]
    conflicts = await asyncio.gather(*(count_concurrently(each, ids, tasks=16, times=2) for each in processes))
    assert sum(conflicts) > 0
    loaded = await processes[0].load_many(ids)
    assert {(each.state["count"], each.version) for each in loaded.values()} == {(64, 64)}


async def test_lost_answers_do_not_double_or_drop_a_commit(store: Store) -> None:
    """Every third bulk loses its answer before, half-way through or after its effect: still each change once."""
    pattern = ["before", None, None, "half", None, None, "after", None, None]
    lossy = LossyStore(store, "dossiers", itertools.chain(*[pattern] * 10))
    aggregates = AggregateStore(lossy, "dossiers", "intake", clock)
    await count_concurrently(aggregates, ["a", "b", "c"], tasks=16, times=2)
    for row in await store.collection("dossiers").find({}):
        assert row["state"]["count"] == row["version"] == 32
        assert [entry["seq"] for entry in row["outbox"]] == list(range(1, 33))


async def test_two_processes_relay_the_same_documents(store: Store) -> None:
    """Both publish while both commit; a refused event stalls its document until it is accepted; nothing is left."""
    now = NOW

    def moving() -> datetime:
        return now

    log = Log(refused={("a", 5)})
    processes = [AggregateStore(store, "dossiers", "intake", moving) for _ in range(2)]
    relays = [Relay(each, FakePublisher(log), clock=moving, drain_seconds=60) for each in processes]
    for process, relay in zip(processes, relays, strict=True):
        process.on_committed = relay.feed
    running = [asyncio.create_task(relay.run()) for relay in relays]
    await asyncio.gather(*(count_concurrently(each, ["a", "b", "c"], tasks=8, times=2) for each in processes))
    await asyncio.gather(*(relay.stop() for relay in relays))
    await asyncio.gather(*running)
    assert arrived(log, "a") == [1, 2, 3, 4]
    log.refused.clear()
    now += timedelta(minutes=1)
    survivor = Relay(processes[0], FakePublisher(log), clock=moving)
    await survivor.sweep()
    await survivor.relay_waiting()
    for id_ in ("a", "b", "c"):
        assert arrived(log, id_) == list(range(1, 33))
    assert not any(row["outbox"] for row in await store.collection("dossiers").find({}))
    assert not await store.collection("dossiers_live").find({})


async def test_create_conflicts(store: Store) -> None:
    """An id that exists and a value that a unique index refuses are conflicts; neighbours are committed."""
    unique = Index("dossiers", (("number", 1),), "by_number", unique=True, partial={"number": {"$exists": True}})
    await ensure_indexes(store, [unique])
    aggregates = AggregateStore(store, "dossiers", "intake", clock)
    assert await aggregates.commit(Change("a", None, {}, fields={"number": 1})) is COMMITTED
    changes = [Change("a", None, {}), Change("b", None, {}, fields={"number": 1}), Change("c", None, {})]
    assert await aggregates.commit_many(changes) == {"a": CONFLICT, "b": CONFLICT, "c": COMMITTED}


async def test_a_document_that_the_store_refuses_stands_alone(store: Store) -> None:
    """One state above 16 MiB fails by itself; its neighbours in the same bulk are committed."""
    aggregates = AggregateStore(store, "dossiers", "intake", clock)
    states = {"a": {}, "big": {"data": b"x" * 17_000_000}, "c": {}}
    commits = (aggregates.commit(Change(id_, None, state, events=[event(id_)])) for id_, state in states.items())
    outcomes = await asyncio.gather(*commits, return_exceptions=True)
    assert (outcomes[0], outcomes[2]) == (COMMITTED, COMMITTED)
    assert isinstance(outcomes[1], PermanentError)
    assert outcomes[1].reason == "document_too_large"


async def test_keys_with_dots_come_back(store: Store) -> None:
    """Codes with dots as guards and subjects survive both engines."""
    aggregates = AggregateStore(store, "dossiers", "intake", clock)
    await aggregates.commit(Change("H90.20", None, {}, seen={"intake/x.v1/H90.20": 7}, events=[event("H90.20")]))
    loaded = await aggregates.load("H90.20")
    assert loaded is not None
    assert (loaded.seen, loaded.seqs) == ({"intake/x.v1/H90.20": 7}, {"dossier.lifecycle.v1/H90.20": 1})
