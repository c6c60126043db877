"""Replays the counted topics into a new generation, as `lienthong stats rebuild` does before it swaps, and prints
events, seconds and CPU seconds as JSON.
"""

import asyncio
import os
import signal
import time

import orjson
import uvloop

from services.runtime.logs import configure_logging
from services.runtime.settings import load_settings
from services.stats.application.rebuild import replay_all
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings


async def replay() -> None:
    settings = load_settings(OperatorSettings)
    configure_logging("bench", "WARNING")
    async with opened(settings) as stats:
        await stats.ensured()
        number = await stats.generations.allocate(to_serve=False)
        if callable(signal.getsignal(signal.SIGUSR1)):
            os.kill(os.getpid(), signal.SIGUSR1)  # under bench.sampled: begin here
        begun, cpu = time.perf_counter(), time.process_time()
        marks = await replay_all(stats, number)
        seconds, used = time.perf_counter() - begun, time.process_time() - cpu
        await stats.clear(number)
    print(orjson.dumps({"events": sum(marks.values()), "seconds": seconds, "cpu_seconds": used}).decode())


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(replay())
