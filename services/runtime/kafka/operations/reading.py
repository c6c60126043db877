"""Reading topics from one end to the other, without a group."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

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
    async with _reader(bootstrap, namespace, topic) as consumer:
        ends = await consumer.end_offsets(list(consumer.assignment()))
        return {partition.partition: end for partition, end in ends.items()}


async def read_topic(
    bootstrap: str, namespace: str, topic: str, starts: Mapping[int, int] | None = None
) -> AsyncIterator[RawRecord]:
    """Yield what the topic holds now, in offset order per partition; only the partitions in `starts` when given.

    Raises PermanentError("topic_missing"), or TransientError when the broker does not answer.
    """
    async with _reader(bootstrap, namespace, topic) as consumer:
        ends = await _open_ends(consumer, starts)
        while ends:
            batches = await consumer.getmany(*ends, timeout_ms=500)
            for partition, records in batches.items():
                for record in records:
                    if record.offset < ends[partition]:
                        yield raw_record(topic, record)
            ends = {p: end for p, end in ends.items() if await consumer.position(p) < end}


@asynccontextmanager
async def _reader(bootstrap: str, namespace: str, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    # Without a group the client takes every partition of the topic.
    consumer = AIOKafkaConsumer(
        topic_on_broker(namespace, topic),
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        request_timeout_ms=20_000,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            await consumer.start()
        yield consumer
    except UnknownTopicOrPartitionError as error:
        raise PermanentError("topic_missing", topic=topic) from error
    except (TimeoutError, KafkaError) as error:
        raise TransientError("broker_unreachable", error=type(error).__name__) from error
    finally:
        await consumer.stop()


async def _open_ends(consumer: AIOKafkaConsumer, starts: Mapping[int, int] | None) -> dict[TopicPartition, int]:
    """Move to where reading starts and return the end of every partition that has something to read."""
    wanted = [p for p in consumer.assignment() if starts is None or p.partition in starts]
    first = await consumer.beginning_offsets(wanted)
    ends = await consumer.end_offsets(wanted)
    for partition in wanted:
        consumer.seek(partition, max(first[partition], (starts or {}).get(partition.partition, 0)))
    return {p: end for p, end in ends.items() if await consumer.position(p) < end}
