"""What telling and reading need of the feeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.intake.domain.feed.entry import Entry, Placed

__all__ = ["Feeds", "OpenFeeds", "Reports"]


class OpenFeeds(Protocol):
    """Feeds that somebody reads; what happens before a feed is opened is not told in it."""

    async def names(self) -> frozenset[str]:
        """As of at most two seconds ago. Raises TransientError."""
        ...

    async def open(self, name: str, now: datetime) -> datetime:
        """Open it if nobody has, and say when that was. Raises TransientError."""
        ...


class Feeds(Protocol):
    """Raises TransientError when the store cannot be reached; then it is open what was written: tell it again."""

    async def append(self, name: str, entries: Sequence[Entry]) -> None:
        """Put at the end what is not in the feed yet, by id."""
        ...

    async def read(self, name: str, after: int, limit: int) -> list[Placed]: ...

    async def last(self, name: str) -> int:
        """The number of the last entry, 0 for none."""
        ...


class Reports(Protocol):
    """Which rejections of reports hold, and the dossiers they were about."""

    async def rejected(self, keys: Sequence[str]) -> Mapping[str, str | None]: ...
