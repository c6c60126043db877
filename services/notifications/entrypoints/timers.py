"""Work that time starts: messages that were left behind."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from services.runtime.failures import TransientError

__all__ = ["Sweeper"]

_log = structlog.get_logger()


class Sweeper:
    """Sweeps at once, then after each pause; a store that is away is tried again next time."""

    def __init__(self, sweep: Callable[[], Awaitable[int]], pause_seconds: float) -> None:
        self._sweep = sweep
        self._pause = pause_seconds
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._sweep()
            except TransientError as error:
                _log.warning("sweep_failed", reason=error.reason)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._pause)

    async def stop(self) -> None:
        self._stopping.set()
