"""Ids of messages to look at now, in memory: the fast way. The sweep brings whatever gets lost here.

Two lanes: bulk is given out only while nobody waits in the other.
"""

import asyncio
from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

__all__ = ["Feed"]

_MOST_WAITING: Final = 50_000


class Feed:
    """First in, first out in each lane, each id once; one being worked on is not given out again until it is back.

    An id once called bulk stays in that lane; of too many the first are forgotten, which does no harm.
    """

    def __init__(self, most_waiting: int = _MOST_WAITING) -> None:
        self._most = most_waiting
        self._ready: dict[str, None] = {}
        self._bulk_ready: dict[str, None] = {}
        self._bulk: dict[str, None] = {}
        self._out: set[str] = set()
        self._wake = asyncio.Event()
        self._closed = False

    def __len__(self) -> int:
        """How many wait or are being worked on."""
        return len(self._ready) + len(self._bulk_ready) + len(self._out)

    def add(self, ids: Iterable[str]) -> None:
        """Returns at once; what does not fit into its lane is left to the sweep."""
        for id_ in ids:
            lane = self._bulk_ready if id_ in self._bulk else self._ready
            if len(lane) < self._most:
                lane[id_] = None
        self._wake.set()

    def add_bulk(self, ids: Iterable[str]) -> None:
        """Add them to the lane that waits for the other, now and whenever they come again."""
        bulk = tuple(ids)
        self._bulk.update(dict.fromkeys(bulk))
        for id_ in tuple(islice(self._bulk, max(0, len(self._bulk) - 2 * self._most))):
            del self._bulk[id_]
        self.add(bulk)

    def add_later(self, ids: Iterable[str], seconds: float) -> None:
        """Add them when the time has passed."""
        asyncio.get_running_loop().call_later(max(0.0, seconds), self.add, tuple(ids))

    async def take(self, limit: int) -> list[str]:
        """Wait for work; an empty list means that the feed was closed."""
        while not self._closed:
            lanes = chain(self._ready, self._bulk_ready)
            taken = list(islice((id_ for id_ in lanes if id_ not in self._out), limit))
            if taken:
                for id_ in taken:
                    self._ready.pop(id_, None)
                    self._bulk_ready.pop(id_, None)
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
