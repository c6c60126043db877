"""Answers are shared for a moment and never shown old."""

import asyncio

import pytest

from services.stats.application.papers.fresh import Fresh


class Source:
    """Counts its readings; each waits until it is let through."""

    def __init__(self) -> None:
        self.readings = 0
        self.open = asyncio.Event()
        self.failing = False

    async def read(self) -> int:
        self.readings += 1
        number = self.readings
        await self.open.wait()
        if self.failing:
            raise RuntimeError("unreadable")
        return number


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def turns() -> None:
    """Let everything run that can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_many_who_ask_at_once_share_one_reading() -> None:
    """A hundred readers cost the store one question; another question is another one."""
    source, fresh = Source(), Fresh[str, int](2, Clock())
    asking = [asyncio.create_task(fresh.get("a", source.read)) for _ in range(100)]
    other = asyncio.create_task(fresh.get("b", source.read))
    await turns()
    source.open.set()
    assert {(await task).value for task in asking} == {1}
    assert (await other).value == 2


async def test_an_answer_is_read_again_when_its_reading_began_too_long_ago() -> None:
    """Age counts from the beginning of the reading: what came after it may be missing."""
    source, clock = Source(), Clock()
    fresh = Fresh[str, int](2, clock)
    source.open.set()
    assert (await fresh.get("a", source.read)).value == 1
    clock.seconds = 1.9
    kept = await fresh.get("a", source.read)
    assert (kept.value, kept.age) == (1, 1.9)
    clock.seconds = 2.0
    assert (await fresh.get("a", source.read)).value == 2


async def test_nobody_joins_a_reading_that_has_taken_too_long() -> None:
    """Under load a slow reading would otherwise be old before it is done."""
    source, clock = Source(), Clock()
    fresh = Fresh[str, int](2, clock)
    slow = asyncio.create_task(fresh.get("a", source.read))
    await turns()
    clock.seconds = 3
    late = asyncio.create_task(fresh.get("a", source.read))
    await turns()
    source.open.set()
    assert ((await slow).value, (await late).value) == (1, 2)


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    """The next one who asks has it read again."""
    source, fresh = Source(), Fresh[str, int](2, Clock())
    source.failing = True
    asking = [asyncio.create_task(fresh.get("a", source.read)) for _ in range(3)]
    await turns()
    source.open.set()
    outcomes = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RuntimeError] * 3
    source.failing = False
    assert (await fresh.get("a", source.read)).value == 2


async def test_who_asked_first_may_hang_up() -> None:
    """The others still get the answer."""
    source, fresh = Source(), Fresh[str, int](2, Clock())
    first, second = (asyncio.create_task(fresh.get("a", source.read)) for _ in range(2))
    await turns()
    first.cancel()
    source.open.set()
    assert (await second).value == 1
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_one_that_is_asked_for_again_is_read_ahead_and_nobody_waits() -> None:
    """From `ahead` on the next reading runs beside; until it is there the answer at hand is given, never too old."""
    clock, answers = [0.0], iter(("old", "new", "newest"))
    gate = asyncio.Event()
    gate.set()

    async def read() -> str:
        await gate.wait()
        return next(answers)

    fresh: Fresh[str, str] = Fresh(3.0, lambda: clock[0], 1.0)
    assert (await fresh.get("key", read)).value == "old"
    clock[0] = 1.5
    gate.clear()
    assert (await fresh.get("key", read)).value == "old"
    assert (await fresh.get("key", read)).value == "old"
    gate.set()
    for _ in range(3):
        await asyncio.sleep(0)
    dated = await fresh.get("key", read)
    assert (dated.value, dated.age) == ("new", 0.0)
    clock[0] = 4.6
    assert (await fresh.get("key", read)).value == "newest"
