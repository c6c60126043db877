"""What the pages ask for, each answered at most once in a few seconds."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from services.kernel.times import Clock, local_day
from services.stats.application.dashboard.read_course import read_courses
from services.stats.application.dashboard.read_standing import read_standing
from services.stats.application.dashboard.read_tallied import read_legs, read_messages
from services.stats.application.papers.fresh import Fresh
from services.stats.application.ports import CounterReader
from services.stats.application.reach import Reach, read_reach
from services.stats.domain.dashboard.counts import NOTHING
from services.stats.domain.dashboard.course import Month
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind, months_of, period_of
from services.stats.domain.dashboard.standing import Cell, Standing, Subject
from services.stats.domain.dashboard.tallied import Tallied

__all__ = ["Boards"]


_KEPT_SECONDS: Final = 4.0
"""With the second that a browser may keep a page, nobody sees a figure older than five seconds."""
_AHEAD_SECONDS: Final = 2.5
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
        self._fresh: Fresh[Hashable, Any] = Fresh(_KEPT_SECONDS, monotonic, _AHEAD_SECONDS)
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
        """Return the months of the year that have begun."""
        today = self.today
        within = subject.name if subject.kind == "province" else subject.within
        courses = await self.ask(
            ("courses", within, year, today), lambda reader: read_courses(reader, within, year, today)
        )
        empty = [Month(month, NOTHING) for month in months_of(year) if month.first <= today]
        return courses.get(subject, empty)

    async def hidden_in(self, period: CalendarPeriod, least: int) -> frozenset[Cell]:
        """Return what the public does not see of a period.

        One that is over changes seldom, and every page of a year needs twelve: so theirs is kept for a while. What has
        become small since is hidden besides (`Seen.without_small`).
        """
        if period.last >= self.today:
            return (await self.standing(period)).hidden(least)

        async def read() -> frozenset[Cell]:
            return (await self.standing(period)).hidden(least)

        return (await self._lasting.get((period, least), read)).value

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
