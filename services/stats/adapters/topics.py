"""The counted topics on the broker, read without a group: replays leave the service's own offsets alone."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.contracts.topics import TOPICS
from services.runtime.failures import TransientError
from services.runtime.kafka.names import group_on_broker, topic_on_broker
from services.runtime.kafka.records import RawRecord
from services.stats.adapters.topic_ids import read_topic_ids

_PARTITIONS: Final = {topic.name: topic.partitions for topic in TOPICS}
_READ_SECONDS: Final = 30.0
_POLL_MS: Final = 1_000
_FETCHED_BYTES: Final = 128 * 1024  # compressed, of each partition: several shares of a batch


class BrokerTopics:
    """Implements Topics of the ports; names are logical here and take the namespace on the broker."""

    def __init__(self, bootstrap: str, namespace: str, service: str, batch_records: int) -> None:
        self._bootstrap = bootstrap
        self._namespace = namespace
        self._group = group_on_broker(namespace, service)
        self._batch_records = batch_records

    async def ids(self, topics: Collection[str]) -> dict[str, str]:
        named = {topic_on_broker(self._namespace, topic): topic for topic in topics}
        found = await read_topic_ids(self._bootstrap, named)
        return {named[name]: topic_id for name, topic_id in found.items()}

    async def ends(self, topics: Collection[str]) -> dict[str, dict[int, int]]:
        async with self._connected(None) as consumer:
            found = await consumer.end_offsets([tp for topic in topics for tp in self._partitions(topic)])
        return {topic: {tp.partition: found[tp] for tp in self._partitions(topic)} for topic in topics}

    async def consumed(self, topics: Collection[str]) -> bool:
        async with self._connected(self._group) as consumer:
            wanted = [tp for topic in topics for tp in self._partitions(topic)]
            consumer.assign(wanted)
            return any([await consumer.committed(tp) is not None for tp in wanted])

    async def read(
        self, topic: str, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> AsyncGenerator[list[RawRecord], None]:
        left = {tp: ends[tp.partition] for tp in self._partitions(topic)}
        left = {tp: end for tp, end in left.items() if starts.get(tp.partition, 0) < end}
        if not left:
            return
        async with self._connected(None) as consumer:
            consumer.assign(list(left))
            for tp in left:
                consumer.seek(tp, starts.get(tp.partition, 0))
            while left:
                batch = await self._poll(consumer, topic, left)
                if batch:
                    yield batch

    async def _poll(self, consumer: Any, topic: str, left: dict[TopicPartition, int]) -> list[RawRecord]:
        """Return what is before the ends, and take finished partitions out of `left`.

        Each partition gives its share, or a batch would be a long time of one partition instead of a short one of
        all: many counters, each of them written for few events.
        """
        share = -(-self._batch_records // len(left))
        batch: list[RawRecord] = []
        async with asyncio.timeout(_READ_SECONDS):
            for tp in list(left):
                found = await consumer.getmany(tp, timeout_ms=_POLL_MS, max_records=share)
                batch += [_raw(topic, r) for records in found.values() for r in records if r.offset < left[tp]]
                if await consumer.position(tp) >= left[tp]:
                    del left[tp]
        return batch

    def _partitions(self, topic: str) -> list[TopicPartition]:
        name = topic_on_broker(self._namespace, topic)
        return [TopicPartition(name, number) for number in range(_PARTITIONS[topic])]

    @asynccontextmanager
    async def _connected(self, group: str | None) -> AsyncIterator[Any]:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="none",
            max_partition_fetch_bytes=_FETCHED_BYTES,
        )
        try:
            async with asyncio.timeout(_READ_SECONDS):
                await consumer.start()
            yield consumer
        except (KafkaError, TimeoutError) as error:
            raise TransientError("broker_unreachable", error=type(error).__name__) from error
        finally:
            await consumer.stop()


def _raw(topic: str, record: Any) -> RawRecord:
    headers = tuple(record.headers)
    return RawRecord(topic, record.partition, record.offset, record.timestamp, record.key, record.value, headers)
