"""Works out the year's public pages once after the start, so that whoever comes first need not wait for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from services.runtime.failures import TransientError
from services.stats.application.dashboard.boards import Boards

__all__ = ["WarmUp"]

_PAUSE_SECONDS: Final = 3.0
"""The first events come at once, and need the processor more; who is ready does not wait for this either."""


class WarmUp:
    """What it reads is soon too old to be shown; what it costs is to find what is hidden, and that is kept."""

    def __init__(self, boards: Boards, least: Callable[[], int], pause_seconds: float = _PAUSE_SECONDS) -> None:
        self._boards = boards
        self._least = least
        self._pause = pause_seconds
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Try until it succeeds, and wait for the stop: what runs in the background may not end before."""
        while not await self._stops_within(self._pause):
            if await self._warm():
                break
        await self._stopping.wait()

    async def stop(self) -> None:
        self._stopping.set()

    async def _warm(self) -> bool:
        try:
            await self._boards.chronicle(self._boards.today.year, self._least())
        except TransientError:
            return False
        return True

    async def _stops_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()
