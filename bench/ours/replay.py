"""Replays the counted topics into a new generation, as `lienthong stats rebuild` does before it swaps, and prints
events, seconds and CPU seconds as JSON. `--profile FILE` writes a cProfile of it.
"""

import argparse
import asyncio
import cProfile
import time
from pathlib import Path

import orjson
import uvloop

from services.runtime.logs import configure_logging
from services.runtime.settings import load_settings
from services.stats.application.rebuild import replay_all
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings


async def replay(profile: cProfile.Profile | None) -> None:
    settings = load_settings(OperatorSettings)
    configure_logging("bench", "WARNING")
    async with opened(settings) as stats:
        await stats.ensured()
        number = await stats.generations.allocate(to_serve=False)
        begun, cpu = time.perf_counter(), time.process_time()
        if profile:
            profile.enable()
        marks = await replay_all(stats, number)
        if profile:
            profile.disable()
        seconds, used = time.perf_counter() - begun, time.process_time() - cpu
        await stats.clear(number)
    print(orjson.dumps({"events": sum(marks.values()), "seconds": seconds, "cpu_seconds": used}).decode())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", type=Path)
    file = parser.parse_args().profile
    profile = cProfile.Profile() if file else None
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(replay(profile))
    if profile and file:
        profile.dump_stats(file)


if __name__ == "__main__":
    main()
