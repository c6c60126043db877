"""Counts the work in hand, so that stopping and rebalancing can wait for it."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType


class Inflight:
    """A context manager around work in the caller, plus tasks of its own."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> None:
        self._count += 1
        self._idle.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if self._count == 0:
            self._idle.set()

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Run `work` in the background and count it."""
        self.__enter__()
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def cancel(self) -> None:
        """Cancel the background work."""
        for task in self._tasks:
            task.cancel()

    async def wait_idle(self, seconds: float) -> bool:
        """Wait until nothing is in hand, at most this long; say whether that is so."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.__exit__(None, None, None)
