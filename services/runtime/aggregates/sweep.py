"""The sweep: finds what no feed told the relay, after a crash, a failure or a full memory."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from services.kernel.times import Clock
from services.runtime.aggregates.documents import OUTBOX
from services.runtime.aggregates.markers import LiveMarkers, Marker
from services.runtime.metrics import METRICS
from services.runtime.store import Documents

_PAGE: Final = 20_000
"""Each page may cost a look at every marker, so there are few: as many ids as the relay keeps."""
_LOOKED_AT: Final = 1_000
"""Documents read at once."""
ORPHANED: Final = timedelta(hours=1)
"""How long a marker may stand for a commit that never happened; far above every timeout of a writer."""


class Sweep:
    """Goes over the live markers page by page, so that orphans and stalled documents never hide the others."""

    def __init__(
        self,
        documents: Documents,
        markers: LiveMarkers,
        feed: Callable[[Sequence[str]], None],
        *,
        clock: Clock,
        older_than: timedelta,
    ) -> None:
        self._documents = documents
        self._markers = markers
        self._feed = feed
        self._clock = clock
        self._older_than = older_than
        self._cursor = ""
        self._oldest = 0.0

    async def page(self) -> int:
        """Feed the next page of aged markers; return how many it had, 0 at the end (then it starts over)."""
        now = self._clock()
        found = await self._markers.aged(now - self._older_than, self._cursor, _PAGE)
        self._cursor = found[-1].id if len(found) == _PAGE else ""
        self._measure(found, now)
        self._feed([marker.id for marker in found])
        await self._forget_orphans([marker for marker in found if marker.at <= now - ORPHANED])
        return len(found) if self._cursor else 0

    def _measure(self, found: Sequence[Marker], now: datetime) -> None:
        """Show the oldest wait of a whole round once the round is over."""
        self._oldest = max([self._oldest, *((now - marker.at).total_seconds() for marker in found)])
        if not self._cursor:
            METRICS.relay_oldest.set(self._oldest)
            self._oldest = 0.0

    async def _forget_orphans(self, old: Sequence[Marker]) -> None:
        """Drop markers of commits that never happened: the writer died or lost a conflict on a unique index.

        The version rule alone would keep them for ever. A commit that comes now raises its marker first, and a marker
        that moved is not dropped.
        """
        if not old:
            return
        for start in range(0, len(old), _LOOKED_AT):
            some = old[start : start + _LOOKED_AT]
            documents = await self._documents.find_many([marker.id for marker in some], projection=OUTBOX)
            orphans = [marker for marker in some if not documents.get(marker.id, {}).get("outbox")]
            await self._markers.clear_unmoved(orphans)
