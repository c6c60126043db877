"""Reads what concerns agencies from where the reader left off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application.feed.ports import Feeds, OpenFeeds
from services.intake.application.refusals import as_permanent
from services.intake.domain.feed.cursor import cursor_of, positions_of
from services.intake.domain.feed.entry import Placed, feed_name
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock

__all__ = ["FeedPage", "ReadFeed", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of one agency's feed; `cursor` continues right after it."""

    agency: AgencyCode
    placed: Placed
    cursor: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`cursor` is where to go on; `more` says that there is something already. Before `since` nothing was told."""

    entries: tuple[Told, ...]
    cursor: str
    more: bool
    since: datetime


class ReadFeed:
    """The first reading of an agency's feed opens it; `settled` is how long all processes take to notice."""

    def __init__(self, feeds: Feeds, opened: OpenFeeds, settled: timedelta, clock: Clock) -> None:
        self._feeds = feeds
        self._opened = opened
        self._settled = settled
        self._clock = clock

    async def __call__(
        self, agencies: Sequence[AgencyCode], cursor: str, limit: int, *, sandbox: bool = False
    ) -> FeedPage:
        """In order within each agency, one agency after the other. Raises PermanentError(cursor_invalid)."""
        with as_permanent():
            positions = positions_of(cursor, agencies)
        since = await self._open(agencies, sandbox=sandbox)
        told: list[Told] = []
        for agency in sorted(agencies):
            name, room = feed_name(agency, sandbox=sandbox), limit + 1 - len(told)
            for placed in await self._feeds.read(name, positions[agency], room) if room else ():
                positions = positions | {agency: placed.number}
                told.append(Told(agency, placed, cursor_of(positions)))
        page = told[:limit]
        return FeedPage(tuple(page), page[-1].cursor if page else cursor, len(told) > limit, since)

    async def _open(self, agencies: Sequence[AgencyCode], *, sandbox: bool) -> datetime:
        now = self._clock()
        opened = [await self._opened.open(feed_name(agency, sandbox=sandbox), now) for agency in agencies]
        return max(opened) + self._settled
