"""Feeds a KeyDirectory from the compacted credential topic: all of it at start, then its tail.

Delivery: every record at least once, in offset order, from the beginning at each start; applying is idempotent. There
is no consumer group and nothing is committed, since every process needs every key.
"""

import asyncio
import contextlib
from typing import Final

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, KafkaError
from pydantic import ValidationError

from services.contracts.envelope import EnvelopeError, from_headers
from services.contracts.events import event_type_of
from services.contracts.events.credential import CredentialChanged
from services.contracts.topics import CREDENTIAL
from services.kernel.times import Clock
from services.runtime.auth.directory import KeyDirectory
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.names import topic_on_broker
from services.runtime.metrics import METRICS

_TYPE: Final = event_type_of(CredentialChanged).name
_POLL_MS: Final = 500
_RETRY_SECONDS: Final = 1.0
_CALL_SECONDS: Final = 10.0

_log = structlog.get_logger()


class CredentialLoader:
    """`start` returns when the end of the topic was reached; `run` tails it until `stop`."""

    def __init__(self, bootstrap: str, namespace: str, directory: KeyDirectory, clock: Clock) -> None:
        self._bootstrap = bootstrap
        self._topic = topic_on_broker(namespace, CREDENTIAL.name)
        self._directory = directory
        self._clock = clock
        self._consumer: AIOKafkaConsumer | None = None
        self._partitions: list[TopicPartition] = []
        self._behind: str | None = "credentials not loaded"
        self._stopping = asyncio.Event()

    def check(self) -> str | None:
        """Readiness: None once the end was reached, and while the tail can be read."""
        return self._behind

    async def start(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 the limit of the whole step
        """Read the topic to its end; raises TransientError(credentials_not_loaded) after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._open()
                while not await self._reached_end():
                    await self._read_on()
        except (KafkaError, TimeoutError) as error:
            await self.stop()
            raise TransientError("credentials_not_loaded") from error

    async def run(self) -> None:
        """Follow the tail; broker failures make the process unready and are retried."""
        while not self._stopping.is_set():
            try:
                await self._read_on()
                await self._reached_end()
            except ConsumerStoppedError:
                return
            except (KafkaError, TimeoutError) as error:
                self._behind = "credential topic not readable"
                _log.warning("credentials_stale", error=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), _RETRY_SECONDS)

    async def stop(self) -> None:
        """End `run` and close the connection; may be called twice."""
        self._stopping.set()
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            async with asyncio.timeout(_CALL_SECONDS):
                await consumer.stop()

    async def _open(self) -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
        )
        self._consumer = consumer
        await consumer.start()
        # One partition by contract (topics.py), so that the order of a client's events is the topic's order.
        self._partitions = [TopicPartition(self._topic, number) for number in range(CREDENTIAL.partitions)]
        consumer.assign(self._partitions)
        await consumer.seek_to_beginning(*self._partitions)

    async def _reached_end(self) -> bool:
        """Say whether all that was published before this call is known, as the broker itself tells."""
        consumer = self._opened()
        asked_at = self._clock()
        async with asyncio.timeout(_CALL_SECONDS):
            ends: dict[TopicPartition, int] = await consumer.end_offsets(self._partitions)
            positions = [await consumer.position(partition) for partition in self._partitions]
        if any(position < ends[known] for known, position in zip(self._partitions, positions, strict=True)):
            return False
        self._directory.caught_up(asked_at)
        self._behind = None
        return True

    async def _read_on(self) -> None:
        batches = await self._opened().getmany(*self._partitions, timeout_ms=_POLL_MS)
        for records in batches.values():
            for record in records:
                self._apply(record)

    def _opened(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise ConsumerStoppedError
        return self._consumer

    def _apply(self, record: ConsumerRecord) -> None:
        try:
            self._change(record)
        except PermanentError as error:
            # Only intake writes this topic; its mistake must not keep all other agencies out.
            METRICS.credentials_unreadable.labels(error.reason).inc()
            _log.error("credential_skipped", reason=error.reason, offset=record.offset, **error.fields)

    def _change(self, record: ConsumerRecord) -> None:
        if record.value is None:
            self._directory.remove((record.key or b"").decode(errors="replace"))
            return
        try:
            envelope = from_headers(record.headers)
            credential = CredentialChanged.model_validate_json(record.value)
        except (EnvelopeError, ValidationError) as error:
            raise PermanentError("credential_unreadable") from error
        if envelope.type != _TYPE or record.key != credential.client_id.encode():
            raise PermanentError("credential_unreadable")
        self._directory.apply(credential)
