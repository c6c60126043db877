"""Working ahead changes neither items nor order, and leaves nothing behind."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from services.stats.application.ahead import ahead


async def test_items_come_in_order_each_begun_before_the_last_is_done() -> None:
    """While an item is used the next one is in the making."""
    said: list[str] = []

    async def made() -> AsyncGenerator[int, None]:
        for number in range(3):
            said.append(f"make {number}")
            yield number

    async for number in ahead(made()):
        await asyncio.sleep(0)
        said.append(f"use {number}")
    assert said == ["make 0", "make 1", "use 0", "make 2", "use 1", "use 2"]


async def test_closing_early_closes_the_source() -> None:
    """A failure in the middle must not leave a connection open."""
    closed = asyncio.Event()

    async def endless() -> AsyncGenerator[int, None]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    async with aclosing(ahead(endless())) as items:
        assert await anext(items) == 1
    assert closed.is_set()
