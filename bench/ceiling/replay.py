"""Replays the lifecycle topic once by the bare loop and prints events, seconds and CPU seconds as JSON."""

import secrets
import time

import orjson

from bench.ceiling import loop
from bench.ceiling.stats import Counting
from services.runtime.settings import ServiceSettings, load_settings


async def replay() -> None:
    """From the beginning to the present end."""
    settings = load_settings(ServiceSettings)
    counting = Counting(settings, f"replay_{secrets.token_hex(4)}")
    consumer = loop.consumer_of(settings, None, counting.topics[:1])
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        begun, cpu, events = time.perf_counter(), time.process_time(), 0
        while events < sum(ends.values()):
            batch = await loop.next_batch(consumer)
            if batch:
                await counting.count(batch)
                events += len(batch)
        seconds, used = time.perf_counter() - begun, time.process_time() - cpu
    finally:
        await consumer.stop()
    print(orjson.dumps({"events": events, "seconds": seconds, "cpu_seconds": used}).decode())


if __name__ == "__main__":
    loop.run(replay)
