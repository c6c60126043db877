"""The one factory of FastStream subscribers: one batch subscriber, our parser, explicit offsets."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.subscriber.usecase import BatchSubscriber
from faststream.middlewares import AckPolicy

OnBatch = Callable[[tuple[ConsumerRecord, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Feed:
    """A broker connection and its only subscriber."""

    broker: KafkaBroker
    subscriber: BatchSubscriber


class _Raw:
    """Stands for the consumer in FastStream's message: acknowledging is ours alone (ADR 0004)."""

    async def commit(self) -> None:
        """Do nothing: FastStream would commit every current position."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Do nothing: FastStream would rewind whole batches."""


_RAW = _Raw()
_FETCHED_BYTES = 256 * 1024
"""Fetched ahead of each partition, compressed: thousands of events. With aiokafka's own 1 MiB one that catches up keeps
as much of every partition in memory. A larger batch of the broker comes all the same, alone."""
_HEARTBEAT = 0.3
"""Share of a session after which the broker hears from us."""


async def _parse(message: tuple[ConsumerRecord, ...]) -> KafkaMessage:
    # FastStream's own parser decodes header values as UTF-8; a record that fails there would be skipped for ever.
    return KafkaMessage(body=b"", raw_message=message, headers={}, consumer=_RAW)


async def _decode(message: KafkaMessage) -> Any:
    return message.raw_message


def open_feed(
    bootstrap: str,
    group: str,
    topics: Sequence[str],
    on_batch: OnBatch,
    listener: ConsumerRebalanceListener,
    batch_records: int,
    session_seconds: float,
) -> Feed:
    """Return an unstarted feed of raw batches of `topics` (broker names) for `group`."""
    broker = KafkaBroker(
        bootstrap,
        client_id=group,
        consumer_only=True,
        allow_auto_create_topics=False,
        apply_types=False,
        logger=logging.getLogger("faststream"),
        log_level=logging.DEBUG,  # FastStream tells every batch twice
        graceful_timeout=1.0,
    )
    subscriber = broker.subscriber(
        *topics,
        batch=True,
        max_records=batch_records,
        batch_timeout_ms=200,
        session_timeout_ms=round(1000 * session_seconds),
        max_partition_fetch_bytes=_FETCHED_BYTES,
        heartbeat_interval_ms=round(1000 * session_seconds * _HEARTBEAT),
        group_id=group,
        auto_offset_reset="earliest",
        ack_policy=AckPolicy.MANUAL,
        listener=listener,
        parser=_parse,
        decoder=_decode,
    )
    subscriber(on_batch)
    return Feed(broker, subscriber)
