"""The first page after the start need not wait: its year is worked out before."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.runtime.failures import TransientError
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.warm_up import WarmUp
from services.stats.application.ports import CounterReader
from tests.unit.stats.dashboard.test_public_pages import few_late
from tests.unit.stats.dashboard.world import NOW

ALL = 3
"""What fails, how far counters reach, and the year."""
R = TypeVar("R")


class NotYet:
    """Fails the first time, as before any generation serves."""

    def __init__(self) -> None:
        self.asked = 0
        self.reading = asyncio.Event()

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        self.asked += 1
        if self.asked == 1:
            raise TransientError("generation_missing")
        if self.asked == ALL:
            self.reading.set()
        return await question(few_late())


async def test_the_year_is_worked_out_before_anybody_asks() -> None:
    """Tried again until figures can be read; then nothing but the stop ends it, and a page reads nothing anew."""
    reports = NotYet()
    boards = Boards(reports, lambda: NOW, lambda: 0.0)
    warm = WarmUp(boards, lambda: 5, pause_seconds=0.0)
    running = asyncio.create_task(warm.run())
    async with asyncio.timeout(30):
        await reports.reading.wait()
        await boards.chronicle(NOW.year, 5)
        assert reports.asked == ALL
        assert not running.done()
        await warm.stop()
        await running


async def test_a_stop_does_not_wait_for_it() -> None:
    """Even when it has not begun."""
    reports = NotYet()
    warm = WarmUp(Boards(reports, lambda: NOW, time.monotonic), lambda: 5, pause_seconds=3_600.0)
    running = asyncio.create_task(warm.run())
    await warm.stop()
    async with asyncio.timeout(30):
        await running
    assert reports.asked == 0
