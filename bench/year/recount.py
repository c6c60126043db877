"""Verifies the counters as `lienthong stats verify` does and prints what it found, seconds and peak memory as JSON."""

import asyncio
import os
import time

import orjson
import uvloop

from bench.year.spent import peak_mebibytes
from services.runtime.collecting import collect_rarely
from services.runtime.logs import configure_logging
from services.runtime.settings import load_settings
from services.stats.application.verify import verify
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings


async def recount() -> None:
    configure_logging("bench", "WARNING")
    begun = time.perf_counter()
    async with opened(load_settings(OperatorSettings)) as stats:
        collect_rarely()
        verdict = await verify(stats)
    found = {
        "facts": verdict.facts,
        "cells": verdict.cells,
        "differences": len(verdict.differences),
        "seconds": time.perf_counter() - begun,
        "peak": peak_mebibytes(os.getpid()),
    }
    print(orjson.dumps(found).decode())


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(recount())
