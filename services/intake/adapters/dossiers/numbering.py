"""Daily numbers per receiving agency: no duplicates, none wasted, never reused."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.failures import TransientError
from services.runtime.store import Documents

__all__ = ["Numbering"]

_ATTEMPTS = 100
_WINDOW_SECONDS = 0.001
_MOST_TAKERS = 1000
_MOST_DAYS = 10_000

Day = tuple[AgencyCode, date]


class Numbering:
    """One document per (agency, day) holds the last number given; an increment gives numbers to all who wait.

    A number that its taker could not use is handed to the next one of this process (`give_back`). Only a process
    that dies between taking and recording loses numbers; these stay gaps, they are never given twice.
    """

    def __init__(self, numbers: Documents) -> None:
        self._numbers = numbers
        self._last: dict[Day, int] = {}
        self._spare: defaultdict[Day, list[int]] = defaultdict(list)
        # One lane: whoever comes while an increment is under way shares the next one.
        self._takers: Coalescer[Day, int] = Coalescer(
            self._take_many, None, window=_WINDOW_SECONDS, max_batch=_MOST_TAKERS, lanes=1
        )

    async def take(self, agency: AgencyCode, day: date) -> int:
        return await self._takers.submit((agency, day))

    async def take_range(self, agency: AgencyCode, day: date, count: int) -> range:
        """Consecutive numbers, for a reservation."""
        last = await self._grow((agency, day), count)
        return range(last - count + 1, last + 1)

    def give_back(self, agency: AgencyCode, day: date, number: int) -> None:
        self._spare[agency, day].append(number)

    async def _take_many(self, days: Sequence[Day]) -> list[int]:
        given = {day: self._spares(day, count) for day, count in Counter(days).items()}
        missing = {day: count - len(given[day]) for day, count in Counter(days).items() if count > len(given[day])}
        lasts = await asyncio.gather(*(self._grow(day, count) for day, count in missing.items()))
        for (day, count), last in zip(missing.items(), lasts, strict=True):
            given[day] += range(last - count + 1, last + 1)
        queues = {day: iter(numbers) for day, numbers in given.items()}
        return [next(queues[day]) for day in days]

    def _spares(self, day: Day, count: int) -> list[int]:
        spare = sorted(self._spare.pop(day, []))
        if len(spare) > count:
            self._spare[day] = spare[count:]
        return spare[:count]

    async def _grow(self, day: Day, count: int) -> int:
        """The last number after adding `count`, by compare and set from the value last seen.

        Not by find_one_and_update: on the embedded engine two callers of that were given the same number.
        """
        key = f"{day[0]}|{day[1].isoformat()}"
        seen = self._last.pop(day, None)
        for _ in range(_ATTEMPTS):
            if seen is None:
                seen = await self._open_or_read(key)
            if await self._numbers.update_one({"_id": key, "last": seen}, {"$inc": {"last": count}}):
                self._remember(day, seen + count)
                return seen + count
            seen = None
        raise TransientError("numbers_contended", day=key)

    async def _open_or_read(self, key: str) -> int:
        document = await self._numbers.find_one({"_id": key})
        if document is not None:
            return int(document["last"])
        # Whoever loses this race finds the document at its next attempt; both begin at 0.
        await self._numbers.insert({"_id": key, "last": 0})
        return 0

    def _remember(self, day: Day, last: int) -> None:
        if len(self._last) >= _MOST_DAYS:
            self._last.clear()
        self._last[day] = last
