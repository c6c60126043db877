"""Work that time starts, in every process of a service: whoever comes second finds nothing left to do."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from services.runtime.failures import ClassifiedError

__all__ = ["Sweep", "Sweeper"]

Sweep = Callable[[], Awaitable[int]]
_log = structlog.get_logger()


class Sweeper:
    """Runs each sweep in turn, then pauses; a failure of store or broker is logged and tried again next time."""

    def __init__(self, sweeps: tuple[Sweep, ...], pause_seconds: float) -> None:
        self._sweeps = sweeps
        self._pause = pause_seconds
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            for sweep in self._sweeps:
                await self._once(sweep)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._pause)

    async def stop(self) -> None:
        self._stopping.set()

    async def _once(self, sweep: Sweep) -> None:
        try:
            await sweep()
        except ClassifiedError as error:
            _log.warning("sweep_failed", reason=error.reason)
