"""Answers are shared by those who ask at once, and never old."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import pytest

from services.runtime.failures import TransientError
from services.stats.application.fresh_answers import FreshAnswers
from services.stats.application.ports import CounterReader

R = TypeVar("R")


class Counting:
    """Stands in for Reports: tells how often it was asked, waits when told to, fails when told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.fails = False

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        self.asked += 1
        await self.gate.wait()
        if self.fails:
            raise TransientError("generation_missing")
        return await question(cast("CounterReader", None))


class Watch:
    now = 100.0

    def __call__(self) -> float:
        return self.now


async def one(_: Any) -> int:
    return 1


async def test_many_who_ask_at_once_cost_one_reading() -> None:
    """Fifty requests for the same figures while they are being read are answered by that reading."""
    reports = Counting()
    fresh = FreshAnswers(reports, Watch())
    reports.gate.clear()
    waiting = [asyncio.ensure_future(fresh.ask("key", one)) for _ in range(50)]
    await asyncio.sleep(0)
    reports.gate.set()
    assert await asyncio.gather(*waiting) == [1] * 50
    assert reports.asked == 1


async def test_an_answer_is_read_again_once_it_is_too_old() -> None:
    """Just before five seconds it is kept, at five it is not."""
    reports, watch = Counting(), Watch()
    fresh = FreshAnswers(reports, watch)
    await fresh.ask("key", one)
    watch.now += 4.99
    await fresh.ask("key", one)
    assert reports.asked == 1
    watch.now += 0.01
    await fresh.ask("key", one)
    assert reports.asked == 2


async def test_the_age_counts_from_before_the_reading() -> None:
    """A reading that takes long makes its answer older, not younger."""
    reports, watch = Counting(), Watch()
    fresh = FreshAnswers(reports, watch)
    reports.gate.clear()
    slow = asyncio.ensure_future(fresh.ask("key", one))
    await asyncio.sleep(0)
    watch.now += 5
    reports.gate.set()
    await slow
    await fresh.ask("key", one)
    assert reports.asked == 2


async def test_a_failure_is_told_and_not_kept() -> None:
    """The next one who asks gets a reading of its own."""
    reports = Counting()
    fresh = FreshAnswers(reports, Watch())
    reports.fails = True
    with pytest.raises(TransientError):
        await fresh.ask("key", one)
    reports.fails = False
    assert await fresh.ask("key", one) == 1


async def test_one_who_gives_up_takes_the_answer_from_nobody() -> None:
    """A closed connection does not cancel what others wait for."""
    reports = Counting()
    fresh = FreshAnswers(reports, Watch())
    reports.gate.clear()
    gone, stays = (asyncio.ensure_future(fresh.ask("key", one)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    reports.gate.set()
    assert await stays == 1
    assert reports.asked == 1
