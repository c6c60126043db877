"""Follows a compacted topic: all of it at start, then its tail.

Delivery: every record at least once, in offset order, from the beginning at each start; applying must be idempotent.
There is no consumer group and nothing is committed, since every process needs everything.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, KafkaError

from services.contracts.topics import Topic
from services.kernel.times import Clock
from services.runtime.failures import TransientError
from services.runtime.kafka.names import topic_on_broker

__all__ = ["TopicTail"]

_POLL_MS: Final = 500
_RETRY_SECONDS: Final = 1.0
_CALL_SECONDS: Final = 10.0

_log = structlog.get_logger()
Ends = dict[TopicPartition, int]


class TopicTail:
    """`start` returns when the end of the topic was reached; `run` tails it until `stop`.

    `what` names the content in logs and failures, such as credentials. `apply` takes one record and must not raise;
    `caught_up` is told a moment until which everything that was published has been applied.
    """

    def __init__(
        self,
        bootstrap: str,
        namespace: str,
        topic: Topic,
        what: str,
        apply: Callable[[ConsumerRecord], None],
        caught_up: Callable[[datetime], None],
        clock: Clock,
    ) -> None:
        self._bootstrap = bootstrap
        self._name = topic_on_broker(namespace, topic.name)
        self._topic = topic
        self._what = what
        self._apply = apply
        self._caught_up = caught_up
        self._clock = clock
        self._consumer: AIOKafkaConsumer | None = None
        self._partitions: list[TopicPartition] = []
        self._behind: str | None = f"{what} not loaded"
        self._stopping = asyncio.Event()

    def check(self) -> str | None:
        """Readiness: None once the end was reached, and while the tail can be read."""
        return self._behind

    async def start(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 the limit of the whole step
        """Read the topic to its end; raises TransientError(<what>_not_loaded) after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                ends, asked_at = await self._open()
                while not await self._is_at(ends):
                    await self._read_on()
                self._tell_caught_up(asked_at)
        except (KafkaError, TimeoutError) as error:
            await self.stop()
            raise TransientError(f"{self._what}_not_loaded") from error

    async def run(self) -> None:
        """Follow the tail; broker failures make the process unready and are retried."""
        while not self._stopping.is_set():
            try:
                await self._read_on()
                await self._catch_up()
            except ConsumerStoppedError:
                return
            except (KafkaError, TimeoutError) as error:
                self._behind = f"{self._what} not readable"
                _log.warning("tail_stale", what=self._what, error=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), _RETRY_SECONDS)

    async def stop(self) -> None:
        """End `run` and close the connection; may be called twice."""
        self._stopping.set()
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            async with asyncio.timeout(_CALL_SECONDS):
                await consumer.stop()

    async def _open(self) -> tuple[Ends, datetime]:
        """Return where the topic ends, and when that was asked for.

        Asked before the first fetch: on one connection the broker answers in order, and a fetch may wait for records.
        """
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
        )
        self._consumer = consumer
        await consumer.start()
        self._partitions = [TopicPartition(self._name, number) for number in range(self._topic.partitions)]
        asked_at, ends = self._clock(), await self._ends()
        consumer.assign(self._partitions)
        await consumer.seek_to_beginning(*self._partitions)
        return ends, asked_at

    async def _catch_up(self) -> None:
        """Tell when all that was published before this call is known, as the broker itself says."""
        asked_at = self._clock()
        if await self._is_at(await self._ends()):
            self._tell_caught_up(asked_at)

    async def _ends(self) -> Ends:
        async with asyncio.timeout(_CALL_SECONDS):
            ends: Ends = await self._opened().end_offsets(self._partitions)
            return ends

    async def _is_at(self, ends: Ends) -> bool:
        consumer = self._opened()
        async with asyncio.timeout(_CALL_SECONDS):
            positions = [await consumer.position(partition) for partition in self._partitions]
        return all(position >= ends[known] for known, position in zip(self._partitions, positions, strict=True))

    def _tell_caught_up(self, asked_at: datetime) -> None:
        self._caught_up(asked_at)
        self._behind = None

    async def _read_on(self) -> None:
        batches = await self._opened().getmany(*self._partitions, timeout_ms=_POLL_MS)
        for records in batches.values():
            for record in records:
                self._apply(record)

    def _opened(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise ConsumerStoppedError
        return self._consumer
