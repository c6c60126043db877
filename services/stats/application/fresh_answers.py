"""Answers that many ask for at once are computed once, and kept for a few seconds at most."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from services.stats.application.ports import CounterReader

__all__ = ["MOST_SECONDS", "FreshAnswers"]

MOST_SECONDS: Final = 5.0
"""No figure that anybody sees is older; it counts from before the counters were read."""
_MOST_ANSWERS: Final = 128
R = TypeVar("R")


class Asked(Protocol):
    """What reads the counters: Reports."""

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R: ...


@dataclass(frozen=True, slots=True)
class _Kept:
    begun: float
    answer: "asyncio.Task[Any]"


class FreshAnswers:
    """Whoever asks while an answer is being computed waits for that one. A failed answer is not kept."""

    def __init__(
        self, reports: Asked, monotonic: Callable[[], float] = time.monotonic, seconds: float = MOST_SECONDS
    ) -> None:
        self._reports = reports
        self._monotonic = monotonic
        self._seconds = seconds
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    async def ask(self, key: Hashable, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        """Return the answer to the question that `key` names; what it holds is shared, so nobody may change it."""
        now = self._monotonic()
        kept = self._kept.get(key)
        if kept is None or now - kept.begun >= self._seconds or _failed(kept.answer):
            kept = _Kept(now, asyncio.ensure_future(self._reports.ask(question)))
            self._kept[key] = kept
            self._kept.move_to_end(key)
            self._forget()
        # Whoever gives up waiting takes the answer from nobody else.
        answer: R = await asyncio.shield(kept.answer)
        return answer

    def _forget(self) -> None:
        while len(self._kept) > _MOST_ANSWERS:
            self._kept.popitem(last=False)


def _failed(answer: "asyncio.Task[Any]") -> bool:
    return answer.done() and (answer.cancelled() or answer.exception() is not None)
