"""What the pages ask for, each answered at most once in a few seconds."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from services.kernel.times import Clock, local_day
from services.stats.application.dashboard.read_chronicle import read_chronicle, years_around
from services.stats.application.dashboard.read_course import read_courses
from services.stats.application.dashboard.read_own_fields import read_own_fields
from services.stats.application.dashboard.read_standing import read_standing
from services.stats.application.dashboard.read_tallied import TallyKind, read_tallied, read_tally_year
from services.stats.application.papers.fresh import Fresh
from services.stats.application.ports import CounterReader
from services.stats.application.reach import Reach, earliest_of, read_reach
from services.stats.domain.dashboard.chronicle import Chronicle
from services.stats.domain.dashboard.counts import NOTHING
from services.stats.domain.dashboard.course import Month
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind, months_of, period_of
from services.stats.domain.dashboard.standing import Standing, Subject
from services.stats.domain.dashboard.tallied import Tallied
from services.stats.domain.dashboard.tally_year import TallyYear
from services.stats.domain.figures import Figures

__all__ = ["OLDEST_SECONDS", "Boards"]


OLDEST_SECONDS: Final = 4.0
"""With the second that a browser may keep a page, nobody sees a figure older than five seconds."""
_AHEAD_SECONDS: Final = 2.5
R = TypeVar("R")


class Asking(Protocol):
    """What reads the counters that serve: Reports."""

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R: ...


class Boards:
    """Counts of periods and years as of now; `monotonic` in seconds. Answers are shared, so nobody may change them."""

    def __init__(self, reports: Asking, clock: Clock, monotonic: Callable[[], float]) -> None:
        self._reports = reports
        self._clock = clock
        self._fresh: Fresh[Hashable, Any] = Fresh(OLDEST_SECONDS, monotonic, _AHEAD_SECONDS)
        self._earlier: dict[Hashable, Chronicle] = {}

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

    async def own_fields(self, code: str, period: CalendarPeriod) -> Mapping[Subject, Figures]:
        """Return what an agency itself has by field, for those who may see all of it."""
        today = self.today
        return await self.ask(
            ("fields", code, period, today), lambda reader: read_own_fields(reader, code, period, today)
        )

    async def course(self, subject: Subject, year: int) -> Sequence[Month]:
        """Return the months of the year that have begun."""
        today = self.today
        within = subject.name if subject.kind == "province" else subject.within
        courses = await self.ask(
            ("courses", within, year, today), lambda reader: read_courses(reader, within, year, today)
        )
        empty = [Month(month, NOTHING) for month in months_of(year) if month.first <= today]
        return courses.get(subject, empty)

    async def chronicle(self, year: int, least: int) -> Chronicle:
        """Return what the public pages of a year are made from, with what they hide.

        That is worked out beside the loop, so that other pages need not wait.
        """
        today = self.today
        years = years_around(year, await self._reaches(), today)
        key = ("chronicle", years, least)

        async def read(reader: CounterReader) -> Chronicle:
            chronicle = await read_chronicle(reader, years, today, self._earlier.get(key))
            await asyncio.to_thread(chronicle.hidden, least)
            self._earlier[key] = chronicle
            return chronicle

        return await self.ask((*key, today), read)

    async def tallied(self, kind: TallyKind, period: CalendarPeriod) -> Tallied:
        return await self.ask((kind.record, period), lambda reader: read_tallied(reader, kind, period))

    async def tally_year(self, kind: TallyKind, year: int, least: int) -> TallyYear:
        """Return the same for the public, who sees no more of a period than the year's other pages allow."""
        today = self.today

        async def read(reader: CounterReader) -> TallyYear:
            tallies = await read_tally_year(reader, kind, year, today)
            await asyncio.to_thread(tallies.prepare, least)
            return tallies

        return await self.ask((kind.record, year, today, least), read)

    async def periods(self) -> list[CalendarPeriod]:
        """Return every year, quarter and month that has anything, the latest first; those of today always."""
        return _periods(await self._reaches(), self.today)

    async def _reaches(self) -> Sequence[Reach]:
        return await self.ask("reach", read_reach)


def _periods(reaches: Sequence[Reach], today: date) -> list[CalendarPeriod]:
    """Due days lie ahead, but nothing can have happened after today."""
    first = earliest_of(reaches, today)
    found: list[CalendarPeriod] = []
    for kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH):
        period = period_of(kind, today)
        while period.last >= first:
            found.append(period)
            period = period.previous
    return found
