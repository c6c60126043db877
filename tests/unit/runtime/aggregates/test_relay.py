"""The relay as it runs: feed, drain, stalled documents, the sweep."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.contracts.events.contact import ContactChanged
from services.contracts.topics import CONTACT, LIFECYCLE
from services.runtime.aggregates import AggregateStore, Change, NewEvent, Relay, Tombstone
from services.runtime.aggregates.outbox import record_of
from services.runtime.failures import TransientError
from services.runtime.metrics import METRICS
from tests.fakes.aggregates import NOW, event
from tests.fakes.broker import FakePublisher, Log
from tests.fakes.store import FakeStore


class Bench:
    """One process over a store and a log in memory, with a clock to turn."""

    def __init__(self) -> None:
        self.now = NOW
        self.store = FakeStore()
        self.log = Log()
        self.aggregates = AggregateStore(self.store, "dossiers", "intake", self.clock)
        self.relay = Relay(self.aggregates, FakePublisher(self.log), clock=self.clock, drain_seconds=60)
        self.aggregates.on_committed = self.relay.feed

    def clock(self) -> datetime:
        return self.now

    async def create(self, id_: str, events: int = 1) -> None:
        changes = [event(id_, f"{id_}-{index}") for index in range(events)]
        await self.aggregates.commit(Change(id_, None, {}, events=changes))

    async def sweep(self) -> None:
        await self.relay.sweep()
        await self.relay.relay_waiting()

    def seqs(self, id_: str) -> list[int | None]:
        return [envelope.seq for _, envelope in self.log.arrived if envelope.subject == id_]


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[None]:
    task = asyncio.create_task(relay.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        await relay.stop()
        await task


async def test_what_is_committed_is_published_and_stopping_drains_it() -> None:
    """Everything fed before the stop has arrived after it, with empty outboxes and no markers left."""
    bench = Bench()
    async with running(bench.relay):
        await asyncio.gather(*(bench.create(f"d{index}", 2) for index in range(50)))
    assert all(bench.seqs(f"d{index}") == [1, 2] for index in range(50))
    assert not any(row["outbox"] for row in bench.store.tables["dossiers"].rows.values())
    assert not bench.store.tables["dossiers_live"].rows
    assert bench.relay.progress.published == 100


async def test_a_publisher_that_hangs_bounds_the_stop() -> None:
    """The drain ends after its seconds; what is left stays in the outbox, under its marker."""
    bench = Bench()

    class Hanging(FakePublisher):
        async def publish(self, record: object) -> None:
            await asyncio.Event().wait()

    relay = Relay(bench.aggregates, Hanging(bench.log), clock=bench.clock, drain_seconds=0.05)
    bench.aggregates.on_committed = relay.feed
    task = asyncio.create_task(relay.run())
    await bench.create("a")
    assert await relay.stop() is False
    await asyncio.wait([task], timeout=60)
    assert task.done()
    assert set(bench.store.tables["dossiers_live"].rows) == {"a"}


async def test_a_refused_event_stalls_its_document_alone() -> None:
    """Later events of the document wait, other documents go on, and it resumes once the broker takes it."""
    bench = Bench()
    bench.log.refused.add(("a", 2))
    await bench.create("a", 3)
    await bench.create("b", 3)
    await bench.relay.relay_waiting()
    assert (bench.seqs("a"), bench.seqs("b")) == ([1], [1, 2, 3])
    assert (bench.relay.progress.failures, bench.relay.progress.stalled) == (1, 1)
    bench.log.refused.clear()
    bench.now += timedelta(seconds=30)
    await bench.sweep()
    assert bench.seqs("a") == [1, 2, 3]
    assert bench.relay.progress.stalled == 0


async def test_a_stalled_document_is_retried_less_and_less() -> None:
    """A refused event is not tried at every sweep."""
    bench = Bench()
    bench.log.refused.add(("a", 1))
    await bench.create("a")
    await bench.relay.relay_waiting()
    for _ in range(100):
        bench.now += timedelta(seconds=5)
        await bench.sweep()
    assert 5 <= bench.relay.progress.failures <= 20


async def test_the_sweep_finds_what_a_crash_left() -> None:
    """Another process publishes what was committed and never fed, but only once it is old enough."""
    bench = Bench()
    bench.aggregates.on_committed = None
    await bench.create("a")
    await bench.sweep()
    assert bench.seqs("a") == []
    bench.now += timedelta(seconds=6)
    await bench.sweep()
    assert bench.seqs("a") == [1]
    assert not bench.store.tables["dossiers_live"].rows


async def test_the_oldest_wait_is_shown() -> None:
    """An operator sees how long the oldest event has waited, and zero once it is out."""
    bench = Bench()
    bench.aggregates.on_committed = None
    await bench.create("d1")
    bench.now += timedelta(seconds=90)
    await bench.sweep()
    assert METRICS.registry.get_sample_value("lienthong_relay_oldest_seconds") == 90
    await bench.sweep()
    assert METRICS.registry.get_sample_value("lienthong_relay_oldest_seconds") == 0


async def test_a_sweep_goes_over_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markers beyond the first page are found in the same sweep."""
    monkeypatch.setattr("services.runtime.aggregates.sweep._PAGE", 10)
    bench = Bench()
    bench.aggregates.on_committed = None
    await asyncio.gather(*(bench.create(f"d{index:02}") for index in range(35)))
    bench.now += timedelta(seconds=6)
    await bench.sweep()
    assert len(bench.log.arrived) == 35


async def test_the_marker_of_a_commit_that_never_happened_goes_in_the_end() -> None:
    """A marker without a document is kept for an hour, then forgotten."""
    bench = Bench()
    await bench.aggregates.markers.raise_to([("ghost", 1)])
    bench.now += timedelta(minutes=30)
    await bench.sweep()
    assert "ghost" in bench.store.tables["dossiers_live"].rows
    bench.now += timedelta(minutes=31)
    await bench.sweep()
    assert not bench.store.tables["dossiers_live"].rows


async def test_a_republished_event_is_the_same_record() -> None:
    """Key, bytes, headers and id do not depend on when it is published."""
    bench = Bench()
    await bench.create("a")
    entry = (await bench.aggregates.documents.find_many(["a"]))["a"]["outbox"][0]
    await bench.relay.relay_waiting()
    again = bench.store.tables["dossiers"].rows["a"]
    assert not again["outbox"]
    assert bench.log.arrived[0][0] == record_of(entry)
    assert bench.log.arrived[0][1].source == "urn:lienthong:intake"


async def test_a_failing_store_does_not_end_the_relay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass that cannot read is given up; the sweep repeats it."""
    bench = Bench()

    async def away(*_: object, **__: object) -> None:
        raise TransientError("store_unreachable")

    with monkeypatch.context() as patch:
        await bench.create("a")
        patch.setattr(bench.aggregates.documents, "find_many", away)
        await bench.relay.relay_waiting()
    bench.now += timedelta(seconds=6)
    await bench.sweep()
    assert bench.seqs("a") == [1]


async def test_a_sweep_asks_for_an_order_only_when_a_page_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store without an index for it sorts every marker for each page, so a round that fits in one asks once."""
    monkeypatch.setattr("services.runtime.aggregates.sweep._PAGE", 10)
    bench = Bench()
    bench.aggregates.on_committed = None
    asked: list[object] = []
    markers = bench.aggregates.markers._documents
    find = markers.find

    async def counted(*args: Any, **kwargs: Any) -> Any:
        asked.append(kwargs.get("sort"))
        return await find(*args, **kwargs)

    monkeypatch.setattr(markers, "find", counted)
    await asyncio.gather(*(bench.create(f"d{index:02}") for index in range(9)))
    bench.now += timedelta(seconds=6)
    await bench.sweep()
    assert asked == [None]
    assert len(bench.log.arrived) == 9


async def test_a_tombstone_is_a_null_value_with_the_headers_of_its_type() -> None:
    """It has a seq and an id like any event, so a consumer knows what it erases; published twice it is the same."""
    bench = Bench()
    erasure = NewEvent(CONTACT, Tombstone(ContactChanged), "a", "a")
    await bench.aggregates.commit(Change("a", None, {}, events=[erasure]))
    await bench.relay.relay(["a"])
    (record, envelope) = bench.log.arrived[0]
    assert (record.key, record.value) == (b"a", None)
    assert (envelope.type, envelope.seq) == ("vn.lienthong.contact.changed.v1", 1)


async def test_a_topic_that_keeps_everything_takes_no_tombstone() -> None:
    """There a null would be a broken event of a history, so the commit is refused with nothing written."""
    bench = Bench()
    erasure = NewEvent(LIFECYCLE, Tombstone(ContactChanged), "a", "a")
    with pytest.raises(ValueError, match="not compacted"):
        await bench.aggregates.commit(Change("a", None, {}, events=[erasure]))
    assert await bench.aggregates.load("a") is None
