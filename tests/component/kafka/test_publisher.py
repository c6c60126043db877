"""The publisher: sizes, acknowledgements, and a broker that dies."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.partitioner import DefaultPartitioner

from services.contracts.topics import LIFECYCLE, Topic, dead_letter_topic
from services.ops.platform import EmbeddedPlatform
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka import KafkaPublisher, OutgoingRecord
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.kafka.operations.topics import apply_topics
from tests.component.kafka.conftest import Rig, wait_for
from tests.fakes.kafka import CODE

TOPIC = Topic("test.restart.v1", "test", partitions=1)


def record(value: bytes, topic: str = LIFECYCLE.name) -> OutgoingRecord:
    """Return a record of CODE with this value."""
    return OutgoingRecord(topic, CODE.encode(), value, (("n", b"1"), ("null", None)))


async def test_the_key_decides_the_partition_by_murmur2(rig: Rig) -> None:
    """Every producer agrees on it, so order per key holds across services and languages."""
    at = await rig.publisher.send(record(b"1"))
    assert at.partition == DefaultPartitioner()(CODE.encode(), list(range(4)), list(range(4)))


async def test_an_oversize_record_is_permanent_and_spares_its_neighbours(rig: Rig) -> None:
    """It is refused before it is sent; a dead letter may be larger than what it holds."""
    small = [rig.publisher.publish(record(b"%d" % number)) for number in range(20)]
    large = rig.publisher.publish(record(b"x" * 1_048_588))
    results = await asyncio.gather(*small[:10], large, *small[10:], return_exceptions=True)
    assert [r for r in results if r is not None] == [results[10]]
    assert isinstance(results[10], PermanentError)
    assert results[10].reason == "record_too_large"
    await rig.publisher.publish(record(b"x" * 1_048_588, dead_letter_topic("stats").name))
    assert len(await rig.letters()) == 1


async def test_what_the_broker_finds_too_large_is_permanent_too(rig: Rig) -> None:
    """A topic with a smaller limit than we know of still gives the same answer."""
    tight = Topic("test.tight.v1", "test", partitions=1, settings=(("max.message.bytes", "2000"),))
    await apply_topics(rig.platform.kafka, rig.namespace, [tight])
    noise = hashlib.shake_128(b"noise").digest(20_000)
    with pytest.raises(PermanentError, match="record_too_large"):
        await rig.publisher.publish(record(noise, tight.name))
    await rig.publisher.publish(record(b"small", tight.name))


async def test_a_record_of_nothing_is_refused(rig: Rig) -> None:
    """Neither key nor value: Kafka's client would fail an assertion."""
    with pytest.raises(PermanentError, match="record_empty"):
        await rig.publisher.publish(OutgoingRecord(LIFECYCLE.name, None, None))


async def test_a_missing_topic_is_transient_and_bounded(rig: Rig) -> None:
    """Topics are provisioned by an operator, who may be a minute late."""
    publisher = KafkaPublisher(rig.platform.kafka, rig.namespace, "test", publish_seconds=1.0)
    with pytest.raises(TransientError):
        await publisher.publish(record(b"1", "test.nowhere.v1"))
    await publisher.stop()


async def test_no_broker_is_transient_and_bounded() -> None:
    """Starting without a broker ends with a reason, not with a hang."""
    publisher = KafkaPublisher("127.0.0.1:1", "", "test", publish_seconds=1.0)
    with pytest.raises(TransientError, match="broker_unreachable"):
        await publisher.start()
    await publisher.stop()


@pytest.fixture
def own_platform(tmp_path: Path) -> Iterator[EmbeddedPlatform]:
    """A broker of this test alone, to be killed."""
    embedded = EmbeddedPlatform(tmp_path)
    embedded.start_kafka()
    yield embedded
    embedded.stop()


@pytest.mark.chaos
async def test_a_killed_broker_costs_no_acknowledged_record(own_platform: EmbeddedPlatform) -> None:
    """Publishing fails as transient while it is away and goes on afterwards; the topic has repeats at most."""
    bootstrap = own_platform.kafka
    await apply_topics(bootstrap, "", [TOPIC])
    publisher = KafkaPublisher(bootstrap, "", "test", publish_seconds=2.0)
    await publisher.start()
    acknowledged, failures, until = list[bytes](), 0, 60

    async def keep_publishing() -> None:
        nonlocal failures
        while len(acknowledged) < until:
            value = b"%d" % len(acknowledged)
            try:
                await publisher.publish(record(value, TOPIC.name))
            except TransientError:
                failures += 1
            else:
                acknowledged.append(value)

    publishing = asyncio.create_task(keep_publishing())
    async with asyncio.timeout(150):
        await wait_for(lambda: len(acknowledged) >= 20)
        await asyncio.to_thread(own_platform.kill_kafka)
        await wait_for(lambda: failures >= 4)
        await asyncio.to_thread(own_platform.start_kafka)
        await publishing
    stored = [raw.value async for raw in read_topic(bootstrap, "", TOPIC.name)]
    first_seen = list(dict.fromkeys(stored))
    assert first_seen == acknowledged
    async with asyncio.timeout(60):
        await publisher.stop()
