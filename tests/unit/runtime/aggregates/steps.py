"""Every request of every process waits here until the test decides: let it through, lose its answer, or crash."""

import asyncio
from dataclasses import dataclass
from typing import Any

from services.runtime.failures import PermanentError, TransientError
from tests.fakes.store import EVERYTHING, Gate, Step


@dataclass(slots=True, eq=False)
class Waiting:
    """A request under way, of one process."""

    process: str
    step: Step
    answer: "asyncio.Future[Any]"


class Steps:
    """The requests under way, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []

    def gate(self, process: str) -> Gate:
        """Return the gate of one process."""

        async def wait(step: Step) -> Any:
            waiting = Waiting(process, step, asyncio.get_running_loop().create_future())
            self.waiting.append(waiting)
            return await waiting.answer

        return wait

    def let_through(self, waiting: Waiting) -> None:
        """Have the effect and give the answer."""
        self.waiting.remove(waiting)
        try:
            answer = waiting.step.apply(EVERYTHING)
        except PermanentError as error:
            waiting.answer.set_exception(error)
        else:
            waiting.answer.set_result(answer)

    def lose(self, waiting: Waiting, mask: int) -> None:
        """Have some of the effect and answer with a network error."""
        self.waiting.remove(waiting)
        _apply_silently(waiting.step, mask)
        waiting.answer.set_exception(TransientError("store_unreachable"))

    def crash(self, process: str, mask: int) -> None:
        """Have some of the effect of whatever the process had under way; nobody is left to hear the answer."""
        gone = [each for each in self.waiting if each.process == process]
        self.waiting = [each for each in self.waiting if each.process != process]
        for each in gone:
            _apply_silently(each.step, mask)


def _apply_silently(step: Step, mask: int) -> None:
    if mask == 0:
        return
    try:
        step.apply(mask)
    except PermanentError:
        return


async def quiet() -> None:
    """Return when every task waits for a decision of the test."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:  # noqa: ASYNC110 no event tells that a loop has nothing left to do
        await asyncio.sleep(0)
