"""Reading topics from one end to the other, without a group."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.contracts.topics import dead_letter_topic
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.received import raw_record
from services.runtime.kafka.records import RawRecord
from services.runtime.kafka.resolutions import Queue, fold

_SECONDS: Final = 60.0


async def read_queue(bootstrap: str, namespace: str, consumer: str) -> Queue:
    """Return the dead letters of a consumer as they are now."""
    topic = dead_letter_topic(consumer).name
    return fold([raw async for raw in read_topic(bootstrap, namespace, topic)])


async def topic_ends(bootstrap: str, namespace: str, topic: str) -> dict[int, int]:
    """Return the next offset of every partition."""
    name = topic_on_broker(namespace, topic)
    async with _reader(bootstrap, topic, name) as consumer:
        partitions = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name) or ()]
        return {partition.partition: end for partition, end in (await consumer.end_offsets(partitions)).items()}


async def read_topic(
    bootstrap: str, namespace: str, topic: str, starts: Mapping[int, int] | None = None
) -> AsyncIterator[RawRecord]:
    """Yield what the topic holds now, in offset order per partition; only the partitions in `starts` when given.

    Raises PermanentError("topic_missing"), or TransientError when the broker does not answer.
    """
    name = topic_on_broker(namespace, topic)
    async with _reader(bootstrap, topic, name) as consumer:
        ends = await _assign(consumer, name, starts)
        while ends:
            batches = await consumer.getmany(timeout_ms=500)
            for partition, records in batches.items():
                for record in records:
                    if record.offset < ends.get(partition, 0):
                        yield raw_record(topic, record)
            ends = {p: end for p, end in ends.items() if await consumer.position(p) < end}


@asynccontextmanager
async def _reader(bootstrap: str, topic: str, name: str) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, request_timeout_ms=20_000)
    try:
        async with asyncio.timeout(_SECONDS):
            await consumer.start()
            if name not in await consumer.topics():
                raise PermanentError("topic_missing", topic=topic)
        yield consumer
    except (TimeoutError, KafkaError) as error:
        raise TransientError("broker_unreachable", error=type(error).__name__) from error
    finally:
        await consumer.stop()


async def _assign(consumer: AIOKafkaConsumer, name: str, starts: Mapping[int, int] | None) -> dict[TopicPartition, int]:
    numbers = consumer.partitions_for_topic(name) or set()
    wanted = [TopicPartition(name, number) for number in sorted(numbers) if starts is None or number in starts]
    first = await consumer.beginning_offsets(wanted)
    ends = await consumer.end_offsets(wanted)
    positions = {p: max(first[p], (starts or {}).get(p.partition, 0)) for p in wanted}
    open_ends = {p: end for p, end in ends.items() if positions[p] < end}
    consumer.assign(list(open_ends))
    for partition in open_ends:
        consumer.seek(partition, positions[partition])
    return open_ends
