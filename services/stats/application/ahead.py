"""Produce the next item while the present one is being used."""

import asyncio
from collections.abc import AsyncGenerator
from typing import TypeVar

T = TypeVar("T")


async def ahead(items: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """Yield the same items in the same order, each begun when the one before it was handed out.

    Close it, as `aclosing` does: the item in the making is then given up and the source closed.
    """
    pending = asyncio.ensure_future(anext(items))
    try:
        while True:
            try:
                item = await pending
            except StopAsyncIteration:
                return
            pending = asyncio.ensure_future(anext(items))
            yield item
    finally:
        pending.cancel()
        await asyncio.gather(pending, return_exceptions=True)
        await items.aclose()
