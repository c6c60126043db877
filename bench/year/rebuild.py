"""Replays the counted topics into a new generation, as `lienthong stats rebuild` does before it swaps, and prints its
moments and its peak memory as JSON. Arguments: pids of broker and store, whose processor time is told beside ours.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import orjson
import uvloop

from bench.watch import cpu_seconds
from bench.year.spent import Moment, peak_mebibytes
from services.runtime.collecting import collect_rarely
from services.runtime.logs import configure_logging
from services.runtime.metrics import METRICS
from services.runtime.settings import load_settings
from services.stats.application.rebuild import replay_all
from services.stats.application.statistics import Statistics
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings

_EVERY_SECONDS: Final = 1.0
_TOLD_EVERY: Final = 10


async def replay(platform: Sequence[int]) -> None:
    settings = load_settings(OperatorSettings)
    configure_logging("bench", "WARNING")
    async with opened(settings) as stats:
        await stats.ensured()
        number = await stats.generations.allocate(to_serve=False)
        collect_rarely()
        if callable(signal.getsignal(signal.SIGUSR1)):
            os.kill(os.getpid(), signal.SIGUSR1)  # under bench.sampled: begin here
        moments = await _measured(stats, number, platform)
        peak = peak_mebibytes(os.getpid())
        await stats.clear(number)
    print(orjson.dumps({"moments": [asdict(moment) for moment in moments], "peak": peak}).decode())


async def _measured(stats: Statistics, number: int, platform: Sequence[int]) -> list[Moment]:
    moments = [_now(stats, platform)]
    watching = asyncio.create_task(_watch(moments, stats, platform))
    try:
        await replay_all(stats, number)
    finally:
        watching.cancel()
    return [*moments, _now(stats, platform)]


async def _watch(moments: list[Moment], stats: Statistics, platform: Sequence[int]) -> None:
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        moments.append(_now(stats, platform))
        if len(moments) % _TOLD_EVERY == 0:
            print(f"[year] {moments[-1].events:,} events counted", file=sys.stderr)


def _now(stats: Statistics, platform: Sequence[int]) -> Moment:
    counted = sum(_counted(item.topic.name) for item in stats.counted)
    return Moment(counted, time.perf_counter(), time.process_time(), cpu_seconds(platform))


def _counted(topic: str) -> int:
    return round(METRICS.registry.get_sample_value("lienthong_facts_counted_total", {"topic": topic}) or 0)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(replay([int(pid) for pid in sys.argv[1:]]))
