"""What the pages ask for, each answered at most once in a few seconds."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from services.kernel.times import Clock, local_day
from services.stats.application.dashboard.read_course import read_course
from services.stats.application.dashboard.read_standing import read_standing
from services.stats.application.dashboard.read_tallied import read_legs, read_messages
from services.stats.application.papers.fresh import KEPT_SECONDS, Fresh
from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import Reach, read_reach
from services.stats.domain.dashboard.course import Month
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind, period_of
from services.stats.domain.dashboard.standing import Cell, Standing, Subject
from services.stats.domain.dashboard.tallied import Tallied

__all__ = ["Boards"]


_LASTING_SECONDS: Final = 600.0
R = TypeVar("R")


class Asking(Protocol):
    """What reads the counters that serve: Reports."""

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R: ...


class Boards:
    """Counts of periods and years as of now; `monotonic` in seconds. Answers are shared, so nobody may change them."""

    def __init__(self, reports: Asking, clock: Clock, monotonic: Callable[[], float]) -> None:
        self._reports = reports
        self._clock = clock
        self._fresh: Fresh[Hashable, Any] = Fresh(KEPT_SECONDS, monotonic)
        self._lasting: Fresh[Hashable, frozenset[Cell]] = Fresh(_LASTING_SECONDS, monotonic)

    @property
    def today(self) -> date:
        return local_day(self._clock())

    async def ask(self, key: Hashable, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        """Return the answer to the question that `key` names; many who ask at once cost one reading."""
        answer: R = (await self._fresh.get(key, lambda: self._reports.ask(question))).value
        return answer

    async def standing(self, period: CalendarPeriod) -> Standing:
        today = self.today
        return await self.ask(("standing", period, today), lambda reader: read_standing(reader, period, today))

    async def course(self, subject: Subject, year: int) -> Sequence[Month]:
        today = self.today
        return await self.ask(
            ("course", subject, year, today), lambda reader: read_course(reader, subject, year, today)
        )

    async def hidden_in(self, month: CalendarPeriod, least: int) -> frozenset[Cell]:
        """Return what the public does not see of a month.

        A month that is over changes seldom, and a year has twelve to read: so theirs is kept for a while.
        """
        if month.last >= self.today:
            return (await self.standing(month)).hidden(least)

        async def read() -> frozenset[Cell]:
            return (await self.standing(month)).hidden(least)

        return (await self._lasting.get((month, least), read)).value

    async def legs(self, period: CalendarPeriod) -> Tallied:
        return await self.ask(("legs", period), lambda reader: read_legs(reader, period))

    async def messages(self, period: CalendarPeriod) -> Tallied:
        return await self.ask(("messages", period), lambda reader: read_messages(reader, period))

    async def periods(self) -> list[CalendarPeriod]:
        """Return every year, quarter and month that has anything, the latest first; those of today always."""
        return _periods(await self.ask("reach", read_reach), self.today)


def _periods(reaches: Sequence[Reach], today: date) -> list[CalendarPeriod]:
    """Due days lie ahead, but nothing can have happened after today."""
    first = min([reach.first for reach in reaches] + [today])
    found: list[CalendarPeriod] = []
    for kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH):
        period = period_of(kind, today)
        while period.last >= first:
            found.append(period)
            period = period.previous
    return found
