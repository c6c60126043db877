"""What happens today, told to whoever listens, as it changes."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Final

from services.runtime.failures import TransientError
from services.stats.application.dashboard.boards import Boards
from services.stats.domain.dashboard.counts import COUNTS
from services.stats.domain.dashboard.period import PeriodKind, period_of
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.standing import NATION

__all__ = ["Live"]

_TURNS: Final = 1_200
"""Then the stream ends and the browser comes again: nothing stays open for ever."""

_PENDING: Final = tuple(name for name in COUNTS if name.startswith("pending"))


@dataclass
class Live:
    """`most` may listen at once; `seconds` lie between two looks.

    What is kept is read again after 2.5 s, when somebody looks: with a look a second nothing shown is older than 5 s.
    """

    boards: Boards
    least: Callable[[], int]
    seconds: float = 1.0
    most: int = 200
    listeners: int = 0

    @property
    def is_full(self) -> bool:
        return self.listeners >= self.most

    async def today(self) -> Seen:
        """Return the country's counts of today as the public sees them.

        No other page shows what happened on a day, so of that nothing but the small is hidden; what is pending is
        hidden where the page of the month hides it.
        """
        today, least = self.boards.today, self.least()
        standing = await self.boards.standing(period_of(PeriodKind.DAY, today))
        chronicle = await self.boards.chronicle(today.year, least)
        hidden = chronicle.hidden_in(period_of(PeriodKind.MONTH, today), least)
        pending = {(NATION, name) for name in _PENDING if (NATION, name) in hidden}
        return Seen.of(NATION, standing.of(NATION), pending).without_small(least)

    async def listen(self, stopping: Callable[[], bool]) -> AsyncGenerator[Seen | None, None]:
        """Yield the counts whenever they have changed, None in between so that a closed connection is noticed.

        It ends once the process is `stopping`.
        """
        self.listeners += 1
        try:
            last: Seen | None = None
            for _ in range(_TURNS):
                if stopping():
                    return
                now = await self._look()
                yield now if now != last else None
                last = now or last
                await asyncio.sleep(self.seconds)
        finally:
            self.listeners -= 1

    async def _look(self) -> Seen | None:
        """Return nothing while the figures cannot be read: the next look may."""
        try:
            return await self.today()
        except TransientError:
            return None
