"""The bare loop: raw batches, one handler call a batch, one commit a batch; nothing else."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import uvloop
from aiokafka import AIOKafkaConsumer

from services.runtime.settings import ServiceSettings

BATCH: Final = 5_000
_POLL_MS: Final = 20
_READY: Final = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

Handle = Callable[[list[Any]], Awaitable[None]]


async def consume(settings: ServiceSettings, group: str, topics: Sequence[str], handle: Handle) -> None:
    """Consume until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    consumer = consumer_of(settings, group, topics)
    await consumer.start()
    server = await asyncio.start_server(_ready, settings.http_host, settings.http_port)
    try:
        while not stop.is_set():
            batch = await next_batch(consumer)
            if batch:
                await handle(batch)
                await consumer.commit()
    finally:
        server.close()
        await consumer.stop()


def consumer_of(settings: ServiceSettings, group: str | None, topics: Sequence[str]) -> Any:
    return AIOKafkaConsumer(
        *topics,
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )


async def next_batch(consumer: Any) -> list[Any]:
    found = await consumer.getmany(timeout_ms=_POLL_MS, max_records=BATCH)
    return [record for records in found.values() for record in records]


async def _ready(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(_READY)
    await writer.drain()
    writer.close()


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def inside() -> None:
        await work()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(inside())
