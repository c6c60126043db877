"""Many requests, at most so many at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

__all__ = ["limited"]

T = TypeVar("T")


async def limited(most: int, works: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Do all, at most so many at once; the first error ends the others."""
    gate = asyncio.Semaphore(most)

    async def one(work: Callable[[], Awaitable[T]]) -> T:
        async with gate:
            return await work()

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(work)) for work in works]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]
