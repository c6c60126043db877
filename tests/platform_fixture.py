"""The platform of a test session: one Kafka and one store for all tests, kept apart by a prefix per test."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from pymongo import MongoClient

from services.ops.platform import EmbeddedPlatform
from services.runtime.kafka import KafkaPublisher

__all__ = ["SharedPlatform", "TestPlatform", "dropped", "namespace", "patient_publisher", "platform"]


@dataclass(frozen=True, slots=True)
class TestPlatform:
    """Where the session's servers are; nobody may stop them, crash tests start an `EmbeddedPlatform` of their own."""

    __test__ = False

    kafka: str
    """host:port"""
    store_url: str
    """MongoDB URL without a database name"""


@dataclass(frozen=True, slots=True)
class SharedPlatform:
    """One broker and one store on free ports; `STORE_URL` in the environment replaces the store."""

    folder: Path
    embedded: EmbeddedPlatform

    @classmethod
    def start(cls) -> Self:
        folder = Path(tempfile.mkdtemp(prefix="platform-"))
        shared = cls(folder, EmbeddedPlatform(folder))
        try:
            if os.environ.get("STORE_URL"):
                shared.embedded.start_kafka()
            else:
                shared.embedded.start()
        except BaseException:
            shared.stop()
            raise
        return shared

    @property
    def addresses(self) -> tuple[str, str]:
        return self.embedded.kafka, os.environ.get("STORE_URL") or self.embedded.store_url

    def stop(self) -> None:
        self.embedded.stop()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="session")
def platform(request: pytest.FixtureRequest) -> Iterator[TestPlatform]:
    """The session's own platform, or the one that its workers share."""
    given = getattr(request.config, "workerinput", {}).get("platform")
    if given is not None:
        yield TestPlatform(*given)
        return
    shared = SharedPlatform.start()
    try:
        yield TestPlatform(*shared.addresses)
    finally:
        shared.stop()


@pytest.fixture
def namespace(platform: TestPlatform) -> Iterator[str]:
    """A prefix for this test's topics, groups and databases; what bears it is dropped at the end."""
    with dropped(platform, f"t{secrets.token_hex(4)}-") as prefix:
        yield prefix


@contextmanager
def dropped(platform: TestPlatform, prefix: str) -> Iterator[str]:
    """Drop at the end every topic and database that bears the prefix."""
    yield prefix
    _drop_databases(platform.store_url, prefix)
    # In a thread of its own: pytest-asyncio keeps a loop in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lambda: asyncio.run(_drop_topics(platform.kafka, prefix))).result()


def _drop_databases(url: str, prefix: str) -> None:
    with MongoClient[dict[str, object]](url) as client:
        for name in client.list_database_names():
            if name.startswith(prefix):
                client.drop_database(name)


async def _drop_topics(kafka: str, prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        topics = [topic for topic in await admin.list_topics() if topic.startswith(prefix)]
        if topics:
            await admin.delete_topics(topics)
    finally:
        await admin.close()


def patient_publisher(kafka: str, namespace: str, client_id: str = "test") -> KafkaPublisher:
    """For what a test puts on the topics at once: how long the broker takes for all of it, other tests ask."""
    return KafkaPublisher(kafka, namespace, client_id, publish_seconds=100)
