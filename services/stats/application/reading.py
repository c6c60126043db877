"""Read from the generation that serves: its number is asked for each time, since a swap clears the one before."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from services.runtime.failures import TransientError
from services.stats.application.ports import CounterReader, Generations, OpenLedger, WholeLedger

_ATTEMPTS: Final = 3  # rebuilds take far longer than a report
R = TypeVar("R")


class Reports:
    """Answers questions from counters and facts of one and the same generation."""

    def __init__(self, generations: Generations, ledger: OpenLedger) -> None:
        self._generations = generations
        self._ledger = ledger

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        """Return the answer; raises TransientError while no generation serves."""
        return await self.read(question)

    async def read(self, question: Callable[[WholeLedger], Awaitable[R]]) -> R:
        """Return what is read from facts as well; raises as above."""
        for _ in range(_ATTEMPTS):
            number = await self._number()
            answer = await question(self._ledger(number))
            if await self._number() == number:
                return answer
        raise TransientError("generation_changing")

    async def _number(self) -> int:
        found = await self._generations.serving()
        if found is None:
            raise TransientError("generation_missing")
        return found.number
