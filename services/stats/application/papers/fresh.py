"""Answers that are kept for moments: many ask the same, one reads it, and nobody sees it old."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

__all__ = ["KEPT_SECONDS", "Dated", "Fresh"]

KEPT_SECONDS: Final = 2.0
"""What is shown must not be older than 5 s; this leaves 3 s for reading it and for the way to the reader."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Dated(Generic[V]):
    """`age` in seconds, since its reading began: no event that was counted before is missing."""

    value: V
    age: float


@dataclass(frozen=True, slots=True)
class _Held(Generic[V]):
    begun: float
    task: "asyncio.Task[V]"


class Fresh(Generic[K, V]):
    """Keeps an answer for `seconds` since its reading began, by the monotonic `now`.

    With `ahead` one that is asked for when it is that old is read again meanwhile, so that those who come often never
    wait for a reading; it is still never older than `seconds`.

    The fences of the counters would not do as a key: the root is written beside the others, so while a batch is under
    way, or after a crash in the middle of one, figures change and the root does not.
    """

    def __init__(self, seconds: float, now: Callable[[], float], ahead: float | None = None) -> None:
        self._seconds = seconds
        self._now = now
        self._ahead = ahead
        self._held: dict[K, _Held[V]] = {}
        self._coming: dict[K, asyncio.Task[V]] = {}

    async def get(self, key: K, read: Callable[[], Awaitable[V]], *, anew: bool = False) -> Dated[V]:
        """Return the answer, read at most once at a time; a failure reaches all who wait for it and is not kept.

        `anew` reads it for whoever has to see what was counted a moment ago; the others share that reading.
        """
        self._forget_old()
        if anew:
            self._held.pop(key, None)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = _Held(self._now(), asyncio.ensure_future(_run(read)))
            held.task.add_done_callback(lambda task: self._forget_failed(key, task))
        elif self._ahead is not None and self._now() - held.begun >= self._ahead and key not in self._coming:
            self._read_again(key, read)
        # Who asked first may hang up; the others still want the answer.
        value = await asyncio.shield(held.task)
        return Dated(value, self._now() - held.begun)

    def _forget_old(self) -> None:
        """Whoever still waits for one keeps waiting for it."""
        before = self._now() - self._seconds
        for key, held in list(self._held.items()):
            if held.begun <= before:
                del self._held[key]

    def _read_again(self, key: K, read: Callable[[], Awaitable[V]]) -> None:
        """Meanwhile the answer at hand is given; a reading that fails leaves it as it is."""
        begun = self._now()
        task = self._coming[key] = asyncio.ensure_future(_run(read))

        def come(task: "asyncio.Task[V]") -> None:
            del self._coming[key]
            if not task.cancelled() and task.exception() is None:
                self._held[key] = _Held(begun, task)

        task.add_done_callback(come)

    def _forget_failed(self, key: K, task: "asyncio.Task[V]") -> None:
        if task.cancelled() or task.exception() is not None:
            held = self._held.get(key)
            if held is not None and held.task is task:
                del self._held[key]


async def _run(read: Callable[[], Awaitable[V]]) -> V:
    return await read()
