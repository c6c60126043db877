"""The session's platform: a broker and a store that tests share without meeting each other."""

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from pymongo import MongoClient

from tests.platform_fixture import TestPlatform


async def test_a_record_comes_back(platform: TestPlatform, namespace: str) -> None:
    """A record written to a new topic of the namespace can be read again."""
    topic = f"{namespace}greeting"
    admin = AIOKafkaAdminClient(bootstrap_servers=platform.kafka)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=platform.kafka, acks="all") as producer:
        await producer.send_and_wait(topic, b"hello")
    async with AIOKafkaConsumer(
        topic, bootstrap_servers=platform.kafka, group_id=f"{namespace}readers", auto_offset_reset="earliest"
    ) as consumer:
        record = await consumer.getone()
    assert record.value == b"hello"


@pytest.mark.parametrize("run", [1, 2])
def test_namespaces_are_empty_and_differ(
    platform: TestPlatform, namespace: str, run: int, seen: dict[int, str]
) -> None:
    """Every test gets a prefix that no other had, and databases of earlier ones are gone."""
    with MongoClient[dict[str, object]](platform.store_url) as client:
        names = client.list_database_names()
        assert not any(name.startswith(tuple(seen.values())) for name in names if seen)
        client[f"{namespace}db"].things.insert_one({"_id": run})
    assert namespace not in seen.values()
    seen[run] = namespace


@pytest.fixture(scope="module")
def seen() -> dict[int, str]:
    """What the runs of the test above got."""
    return {}
