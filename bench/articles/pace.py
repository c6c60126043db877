"""How far a long piece of work is, at which rate, and how long the rest takes."""

import sys
import time
from collections.abc import Callable
from typing import Final

__all__ = ["Pace"]

_EVERY_SECONDS: Final = 10.0


class Pace:
    """Told on standard error every ten seconds, never oftener."""

    def __init__(self, what: str, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`total` is of the same items that are told as done; 0 when nobody knows it yet."""
        self._what = what
        self._total = total
        self._clock = clock
        self._begun = self._told = clock()

    def reached(self, done: int) -> None:
        now = self._clock()
        if now - self._told >= _EVERY_SECONDS:
            self._told = now
            print(self.line(done), file=sys.stderr, flush=True)

    def line(self, done: int) -> str:
        """Return `"[articles] counted 12,000 of 50,000 events, 4,000 a second, 10 s left"`."""
        rate = done / max(self._clock() - self._begun, 1e-9)
        left = f", {(self._total - done) / rate:,.0f} s left" if self._total and rate else ""
        of = f" of {self._total:,}" if self._total else ""
        return f"[articles] {self._what} {done:,}{of} events, {rate:,.0f} a second{left}"
