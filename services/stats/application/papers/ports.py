"""Where editions of closed periods are kept."""

from collections.abc import Sequence
from typing import Protocol

from services.stats.domain.papers.editions import Edition

__all__ = ["Editions"]


class Editions(Protocol):
    """Only ever added to."""

    async def add(self, edition: Edition) -> bool:
        """Keep it; False if the period has an edition of that number already."""
        ...

    async def of(self, period: str) -> Sequence[Edition]:
        """Return all editions of a period, the first one first."""
        ...

    async def heads(self, after: str, limit: int) -> Sequence[Edition]:
        """Return up to `limit` editions that come after a place (`period/number`), in order, without documents."""
        ...
