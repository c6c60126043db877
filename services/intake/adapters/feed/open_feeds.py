"""Which feeds somebody reads, as this process knows it."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from services.runtime.failures import TransientError
from services.runtime.store import Documents

__all__ = ["COLLECTION", "SETTLED_SECONDS", "StoredOpenFeeds"]

COLLECTION: Final = "feeds"
_FRESH_SECONDS: Final = 2.0
SETTLED_SECONDS: Final = 5.0
"""After this every process knows that a feed is open: what happens later is told for certain."""


class StoredOpenFeeds:
    """Implements the port `OpenFeeds`; asks the store at most every two seconds. `clock` is monotonic."""

    def __init__(self, feeds: Documents, clock: Callable[[], float] = time.monotonic) -> None:
        self._feeds = feeds
        self._clock = clock
        self._names: frozenset[str] = frozenset()
        self._until = float("-inf")
        self._asking = asyncio.Lock()

    async def names(self) -> frozenset[str]:
        if self._clock() >= self._until:
            async with self._asking:
                await self._refresh()
        return self._names

    async def open(self, name: str, now: datetime) -> datetime:
        found = await self._feeds.find_one({"_id": name})
        if found is None:
            await self._feeds.insert({"_id": name, "opened_at": now})
            found = await self._feeds.find_one({"_id": name})
        if found is None:
            raise TransientError("feed_not_visible", feed=name)
        self._names |= {name}
        opened_at: datetime = found["opened_at"]
        return opened_at

    async def _refresh(self) -> None:
        """Unless somebody else did while we waited."""
        now = self._clock()
        if now >= self._until:
            rows = await self._feeds.find({}, projection={"_id": 1})
            self._names = frozenset(row["_id"] for row in rows)
            self._until = now + _FRESH_SECONDS
