"""Coroutines that a random scheduler moves on step by step, without an event loop."""

from collections.abc import Coroutine, Generator
from random import Random


async def side_by_side(random: Random, *works: Coroutine[None, None, None]) -> None:
    """Do the steps of several works in any order; the first one to fail ends all."""
    left = list(works)
    try:
        while left:
            work = random.choice(left)
            if not advance(work):
                left.remove(work)
            await Step()
    finally:
        for work in left:
            work.close()


class Step:
    """The point at which a scheduler may let somebody else go first."""

    def __await__(self) -> Generator[None, None, None]:
        yield


def advance(task: Coroutine[None, None, None]) -> bool:
    try:
        task.send(None)
    except StopIteration:
        return False
    return True
