"""Ids of messages to look at now, in memory: the fast way. The sweep brings whatever gets lost here."""

import asyncio
from collections.abc import Iterable
from itertools import islice
from typing import Final

__all__ = ["Feed"]

_MOST_WAITING: Final = 50_000


class Feed:
    """First in, first out, each id once; an id that is being worked on is not given out again until it is back."""

    def __init__(self, most_waiting: int = _MOST_WAITING) -> None:
        self._most = most_waiting
        self._ready: dict[str, None] = {}
        self._out: set[str] = set()
        self._wake = asyncio.Event()
        self._closed = False

    def __len__(self) -> int:
        """How many wait or are being worked on."""
        return len(self._ready) + len(self._out)

    @property
    def is_full(self) -> bool:
        return len(self._ready) >= self._most

    def add(self, ids: Iterable[str]) -> None:
        """Returns at once; what does not fit in is left to the sweep."""
        if not self.is_full:
            self._ready.update(dict.fromkeys(ids))
            self._wake.set()

    def add_later(self, ids: Iterable[str], seconds: float) -> None:
        """Add them when the time has passed."""
        asyncio.get_running_loop().call_later(max(0.0, seconds), self.add, tuple(ids))

    async def take(self, limit: int) -> list[str]:
        """Wait for work; an empty list means that the feed was closed."""
        while not self._closed:
            taken = list(islice((id_ for id_ in self._ready if id_ not in self._out), limit))
            if taken:
                for id_ in taken:
                    del self._ready[id_]
                self._out.update(taken)
                return taken
            self._wake.clear()
            await self._wake.wait()
        return []

    def give_back(self, ids: Iterable[str]) -> None:
        """Say that these are not being worked on any more."""
        self._out.difference_update(ids)
        self._wake.set()

    def close(self) -> None:
        """Give out nothing any more."""
        self._closed = True
        self._wake.set()
