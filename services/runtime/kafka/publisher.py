"""The idempotent producer: acks from all replicas, zstd, and a bound on every wait."""

import asyncio
from contextlib import suppress
from time import perf_counter
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError

from services.contracts.topics import TOPICS
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.records import OutgoingRecord, Position, record_size
from services.runtime.metrics import METRICS

_log = structlog.get_logger()

_OVERHEAD: Final = 1024
"""Room for what the record batch adds around key, value and headers (bytes)."""
_BROKER_LIMIT: Final = 1_048_588
"""Kafka's own default for max.message.bytes."""
_LIMITS: Final = {topic.name: int(topic.configuration.get("max.message.bytes", _BROKER_LIMIT)) for topic in TOPICS}
_PRODUCER: Final[dict[str, Any]] = {
    "enable_idempotence": True,
    "acks": "all",
    "compression_type": "zstd",
    # A pass of the relay sends all it has in one turn of the loop, so a longer wait adds little to a batch; and the
    # events of a document go one after the other, each waiting for the last.
    "linger_ms": 2,
    "max_batch_size": 128 * 1024,
    "max_request_size": max(_BROKER_LIMIT, *_LIMITS.values()),
    "request_timeout_ms": 10_000,
}
_TIMEOUTS_TO_RETIRE: Final = 3


class KafkaPublisher:
    """Publishes to `bootstrap`; safe for concurrent use.

    A TransientError leaves open whether the record arrived: publish it again, consumers drop the duplicate. The
    producer underneath is replaced after an error that it cannot recover from.
    """

    def __init__(
        self,
        bootstrap: str,
        namespace: str,
        client_id: str,
        *,
        publish_seconds: float = 15.0,
        close_seconds: float = 5.0,
    ) -> None:
        self._bootstrap = bootstrap
        self._namespace = namespace
        self._client_id = client_id
        self._publish_seconds = publish_seconds
        self._close_seconds = close_seconds
        self._producer: AIOKafkaProducer | None = None
        self._opening = asyncio.Lock()
        self._timeouts = 0
        self._closing: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Connect; raises TransientError when no broker answers in time."""
        await self._current()

    async def stop(self) -> None:
        """Flush and close, within twice the close timeout."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await self._close(producer)
        if self._closing:
            await asyncio.wait(self._closing, timeout=self._close_seconds)

    async def publish(self, record: OutgoingRecord) -> None:
        """Return after the acknowledgement; raises TransientError, or PermanentError("record_too_large")."""
        await self.send(record)

    async def send(self, record: OutgoingRecord, partition: int | None = None) -> Position:
        """Publish and return where the record went; by default the key decides the partition (murmur2)."""
        _check(record)
        producer = await self._current()
        started = perf_counter()
        try:
            async with asyncio.timeout(self._publish_seconds):
                acknowledged = await producer.send(
                    topic_on_broker(self._namespace, record.topic),
                    value=record.value,
                    key=record.key,
                    partition=partition,
                    headers=list(record.headers),
                )
                metadata = await acknowledged
            METRICS.publish_seconds.observe(perf_counter() - started)
        except (TimeoutError, KafkaError) as error:
            raise self._failure(producer, record, error) from error
        self._timeouts = 0
        return Position(metadata.partition, metadata.offset)

    def _failure(
        self, producer: AIOKafkaProducer, record: OutgoingRecord, error: TimeoutError | KafkaError
    ) -> PermanentError | TransientError:
        if isinstance(error, (MessageSizeTooLargeError, RecordListTooLargeError)):
            return PermanentError("record_too_large", topic=record.topic)
        if isinstance(error, TimeoutError):
            self._timeouts += 1
            if self._timeouts >= _TIMEOUTS_TO_RETIRE:
                self._retire(producer, "publish_timeouts")
            return TransientError("publish_timeout", topic=record.topic)
        if not error.retriable:
            self._retire(producer, type(error).__name__)
        return TransientError("publish_failed", topic=record.topic, error=type(error).__name__)

    def _retire(self, producer: AIOKafkaProducer, why: str) -> None:
        if producer is not self._producer:
            return
        _log.warning("producer_replaced", client=self._client_id, why=why)
        self._producer = None
        self._timeouts = 0
        task = asyncio.get_running_loop().create_task(self._close(producer))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _current(self) -> AIOKafkaProducer:
        if self._producer is None:
            async with self._opening:
                if self._producer is None:
                    self._producer = await self._open()
        return self._producer

    async def _open(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(bootstrap_servers=self._bootstrap, client_id=self._client_id, **_PRODUCER)
        try:
            async with asyncio.timeout(self._publish_seconds):
                await producer.start()
        except (TimeoutError, KafkaError) as error:
            await self._close(producer)
            raise TransientError("broker_unreachable", error=type(error).__name__) from error
        return producer

    async def _close(self, producer: AIOKafkaProducer) -> None:
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(self._close_seconds):
                await producer.stop()
                return
        # A batch of an idempotent producer never expires, so stop() may wait for ever: end its sender without it.
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(self._close_seconds):
                await producer._sender.close()  # noqa: SLF001 aiokafka has no other way to give up
                await producer.client.close()


def _check(record: OutgoingRecord) -> None:
    if record.key is None and record.value is None:
        raise PermanentError("record_empty", topic=record.topic)
    limit = _LIMITS.get(record.topic, _BROKER_LIMIT) - _OVERHEAD
    size = record_size(record.key, record.value, record.headers)
    if size > limit:
        raise PermanentError("record_too_large", topic=record.topic, size=size, limit=limit)
