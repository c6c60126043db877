"""A consumer of lifecycle events on the real broker, with real dead letters and a real store."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from aiokafka import TopicPartition
from aiokafka.partitioner import DefaultPartitioner

from services.contracts.topics import LIFECYCLE, Topic, dead_letter_topic
from services.kernel.times import utc_now
from services.runtime.kafka import Consumer, ConsumerLimits, Handler, KafkaPublisher, OutgoingRecord, Subscription
from services.runtime.kafka.operations.admin import committed_offsets, open_admin
from services.runtime.kafka.operations.desk import Desk
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.kafka.records import Position, RawRecord
from services.runtime.kafka.resolutions import Queue
from services.runtime.store import Store
from tests.fakes.kafka import CODE, raw_event
from tests.platform_fixture import TestPlatform, patient_publisher

SERVICE = "stats"
PARTITIONS = 4
HOME: int = DefaultPartitioner()(CODE.encode(), list(range(PARTITIONS)), list(range(PARTITIONS)))
"""The partition to which its key leads all that is about CODE, what operators send as well: there it is in order."""
LIMITS = ConsumerLimits(
    backoff_first_seconds=0.05, backoff_most_seconds=0.2, drain_seconds=2, rebalance_seconds=2, letter_minimum=1000
)


async def wait_for(condition: Callable[[], bool | Awaitable[bool]], seconds: float = 60.0) -> None:
    """Return once `condition` holds; fail the test when it does not in time."""
    async with asyncio.timeout(seconds):
        while True:
            held = condition()
            if held if isinstance(held, bool) else await held:
                return
            await asyncio.sleep(0.02)


@dataclass
class Rig:
    """Publishes to and consumes from the topics of one test."""

    platform: TestPlatform
    namespace: str
    publisher: KafkaPublisher
    store: Store
    running: list[Consumer] = field(default_factory=list)

    async def consume(self, handler: Handler, limits: ConsumerLimits = LIMITS, topic: Topic = LIFECYCLE) -> Consumer:
        """Start a consumer."""
        subscription = Subscription(topic, handler, ordered=topic is LIFECYCLE)
        consumer = Consumer(
            SERVICE, self.platform.kafka, self.namespace, [subscription], self.publisher, self.store, utc_now, limits
        )
        self.running.append(consumer)
        await consumer.start()
        return consumer

    async def publish(self, raw: RawRecord, partition: int | None = None) -> Position:
        """Publish a record as it stands."""
        record = OutgoingRecord(raw.topic, raw.key, raw.value, raw.headers)
        return await self.publisher.send(record, partition)

    async def publish_events(self, code: str, seqs: Sequence[int], partition: int | None = None) -> list[Position]:
        """Publish sound events of one dossier."""
        return [await self.publish(raw_event(seq, code=code), partition) for seq in seqs]

    async def committed(self) -> dict[int, int]:
        """Return what the group committed per partition of the lifecycle topic."""
        async with open_admin(self.platform.kafka) as admin:
            found = await committed_offsets(admin, self.namespace + SERVICE)
        return {p.partition: offset for p, offset in found.items() if p.topic == self.namespace + LIFECYCLE.name}

    async def committed_is(self, partition: int, offset: int) -> bool:
        """Say whether a partition is committed at exactly this offset."""
        return (await self.committed()).get(partition) == offset

    async def letters(self) -> list[RawRecord]:
        """Return the raw records of the dead-letter topic."""
        topic = dead_letter_topic(SERVICE).name
        return [raw async for raw in read_topic(self.platform.kafka, self.namespace, topic)]

    async def queue(self) -> Queue:
        """Return the dead letters."""
        return await self.desk().read()

    async def parked(self, number: int) -> bool:
        """Say whether this many letters are open."""
        return len((await self.queue()).open) == number

    def desk(self) -> Desk:
        """Return the operator's desk."""
        return Desk(self.platform.kafka, self.namespace, SERVICE, "an", self.publisher, utc_now, wait_seconds=20)

    def partition(self, number: int) -> TopicPartition:
        """Return a partition of the lifecycle topic."""
        return TopicPartition(self.namespace + LIFECYCLE.name, number)

    async def stop(self) -> None:
        """Stop every consumer."""
        for consumer in self.running:
            await consumer.stop()
        self.running.clear()


@pytest.fixture
async def rig(platform: TestPlatform, namespace: str) -> AsyncIterator[Rig]:
    """Give a rig over fresh topics and an empty database."""
    lifecycle = replace(LIFECYCLE, partitions=PARTITIONS)
    await apply_topics(platform.kafka, namespace, [lifecycle, dead_letter_topic(SERVICE)])
    publisher = patient_publisher(platform.kafka, namespace)
    await publisher.start()
    store = await Store.open(platform.store_url, f"{namespace}stats")
    rig = Rig(platform, namespace, publisher, store)
    yield rig
    await rig.stop()
    await publisher.stop()
    store.close()
