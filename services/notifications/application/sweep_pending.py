"""Brings up what no feed knows of: messages of a process that died, retries whose time has come, lost claims."""

from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.notifications.application.acceptance import SWEPT_AFTER
from services.notifications.application.feed import Feed
from services.notifications.application.ports import Pending
from services.runtime.metrics import METRICS

__all__ = ["SweepPending"]

_PAGE: Final = 5_000


class SweepPending:
    """Reads live rows only. A look starts where the one before ended, so rows that have to wait never hide others."""

    def __init__(self, pending: Pending, feed: Feed, clock: Clock) -> None:
        self._pending = pending
        self._feed = feed
        self._clock = clock
        self._cursor = ""
        # After a start the feed is empty, so rows that still belong to a feed may well belong to nobody.
        self._ahead = SWEPT_AFTER

    async def __call__(self) -> int:
        """Return how many it brought up; raises TransientError, to be tried again.

        A page may cost a look at every live row, so none is read while there is enough to do.
        """
        if len(self._feed) >= _PAGE:
            return 0
        found = await self._pending.due(self._clock() + self._ahead, self._cursor, _PAGE)
        self._feed.add(id_ for id_, is_bulk in found.items() if not is_bulk)
        self._feed.add_bulk(id_ for id_, is_bulk in found.items() if is_bulk)
        self._cursor = list(found)[-1] if len(found) == _PAGE else ""
        if not self._cursor:
            self._ahead = timedelta()
        METRICS.timers_fired.labels("message_swept").inc(len(found))
        return len(found)
