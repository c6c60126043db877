"""Brings up what no feed knows of: messages of a process that died, retries whose time has come, lost claims."""

from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.notifications.application.accept_events import SWEPT_AFTER
from services.notifications.application.feed import Feed
from services.notifications.application.ports import Pending
from services.runtime.metrics import METRICS

__all__ = ["SweepPending"]

_PAGE: Final = 1_000


class SweepPending:
    """Reads live rows only, page by page, so that those that have to wait never hide the others."""

    def __init__(self, pending: Pending, feed: Feed, clock: Clock) -> None:
        self._pending = pending
        self._feed = feed
        self._clock = clock
        # After a start the feed is empty, so rows that still belong to a feed may well belong to nobody.
        self._ahead = SWEPT_AFTER

    async def __call__(self) -> int:
        """Return how many it brought up; raises TransientError, to be tried again."""
        swept, cursor = 0, ""
        while not self._feed.is_full:
            found = await self._pending.due(self._clock() + self._ahead, cursor, _PAGE)
            self._feed.add(found)
            swept += len(found)
            if len(found) < _PAGE:
                break
            cursor = found[-1]
        self._ahead = timedelta()
        METRICS.timers_fired.labels("message_swept").inc(swept)
        return swept
