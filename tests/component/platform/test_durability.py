"""Servers of our own, killed with SIGKILL: what was acknowledged is there after the restart."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from pymongo import MongoClient, UpdateOne
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, PyMongoError, ServerSelectionTimeoutError

from services.ops.platform import EmbeddedPlatform

WRITERS = 8
ENOUGH = 60
Things = Collection[dict[str, Any]]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedPlatform]:
    """A platform that this test may kill; each test starts the server it needs."""
    platform = EmbeddedPlatform(tmp_path)
    yield platform
    platform.stop()


class Writer(threading.Thread):
    """Inserts one document and a bulk in turn until the store is gone; remembers what was acknowledged."""

    def __init__(self, name: str, url: str, enough: threading.Semaphore) -> None:
        super().__init__(name=name, daemon=True)
        self.acknowledged: list[str] = []
        self.bulk = 0
        self._url = url
        self._enough = enough
        self.store_is_killed = threading.Event()

    def run(self) -> None:
        with MongoClient[dict[str, Any]](self._url, serverSelectionTimeoutMS=500, retryWrites=False) as client:
            things = client["crash"]["things"]
            while not self.store_is_killed.is_set():
                try:
                    self._write(things)
                except ServerSelectionTimeoutError:
                    continue  # nothing was sent: the store is slow, or gone
                except PyMongoError:
                    return  # the store was killed: the end of this writer's work
                self._enough.release()

    def _write(self, things: Things) -> None:
        key = f"{self.name}-{len(self.acknowledged)}"
        things.insert_one({"_id": key, "unique": key})
        self.acknowledged.append(key)
        bulk = self.bulk + 1
        updates = [
            UpdateOne(
                {"_id": f"{self.name}-bulk-{n}"}, {"$set": {"bulk": bulk, "unique": f"{self.name}/{n}"}}, upsert=True
            )
            for n in range(20)
        ]
        things.bulk_write(updates, ordered=False)
        self.bulk = bulk


def test_store_keeps_what_it_acknowledged(own: EmbeddedPlatform) -> None:
    """After kill -9 amid concurrent writers no acknowledged write is lost and the unique index agrees with the data."""
    own.start_store()
    with MongoClient[dict[str, Any]](own.store_url) as client:
        client["crash"]["things"].create_index("unique", unique=True)
    for crash in range(2):
        writers = _write_until_killed(own, crash)
        own.start_store()
        with MongoClient[dict[str, Any]](own.store_url) as client:
            _verify(client["crash"]["things"], writers)


def _write_until_killed(own: EmbeddedPlatform, crash: int) -> list[Writer]:
    enough = threading.Semaphore(0)
    writers = [Writer(f"w{crash}-{number}", own.store_url, enough) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(ENOUGH):
        assert enough.acquire(timeout=60)
    own.kill_store()
    for writer in writers:
        writer.store_is_killed.set()
    for writer in writers:
        writer.join(60)
        assert not writer.is_alive()
    return writers


def _verify(things: Things, writers: list[Writer]) -> None:
    stored = {found["_id"]: found for found in things.find()}
    for writer in writers:
        assert [key for key in writer.acknowledged if key not in stored] == []
        bulks = {stored[f"{writer.name}-bulk-{n}"]["bulk"] for n in range(20)} if writer.bulk else set()
        # A bulk is one message, so it is there as a whole or not at all, the unacknowledged last one too.
        assert len(bulks) <= 1
        assert all(bulk >= writer.bulk for bulk in bulks)
    for found in stored.values():
        assert things.find_one({"unique": found["unique"]}) == found
        assert things.find_one({"_id": found["_id"]}) == found
    with pytest.raises(DuplicateKeyError):
        things.insert_one({"_id": "new", "unique": next(iter(stored.values()))["unique"]})


async def test_kafka_keeps_what_it_acknowledged(own: EmbeddedPlatform) -> None:
    """After kill -9 the broker is back on its port with its topics and records."""
    own.start_kafka()
    admin = AIOKafkaAdminClient(bootstrap_servers=own.kafka)
    await admin.start()
    await admin.create_topics([NewTopic("kept", 3, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=own.kafka, acks="all", enable_idempotence=True) as producer:
        for number in range(50):
            await producer.send_and_wait("kept", str(number).encode(), key=str(number).encode())
    own.kill_kafka()
    own.start_kafka()
    found: set[int] = set()
    async with AIOKafkaConsumer(
        "kept", bootstrap_servers=own.kafka, group_id="g", auto_offset_reset="earliest"
    ) as consumer:
        while len(found) < 50:
            batches = await consumer.getmany(timeout_ms=1000)
            found |= {int(record.value) for records in batches.values() for record in records}
    assert found == set(range(50))
