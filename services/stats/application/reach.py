"""How far the counters of provinces reach: a report asks for them by id, so it must know which can exist."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.stats.application.ports import CounterReader
from services.stats.domain.cells import unescape
from services.stats.domain.counters import AXES
from services.stats.domain.spans import first_of_month, next_month, span

__all__ = ["AT_ONCE", "Reach", "earliest_of", "read_reach", "within_reach"]

AT_ONCE: Final = 64
"""Agencies whose own counters are read in one request: a year of them is some thousand counters."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The days between which all counted things of a province lie."""

    province: str
    first: date
    last: date

    def periods(self, first: date, last: date, *, years: bool = True) -> Sequence[str]:
        """Return the parts of a period that lie within."""
        return span(max(first, self.first), min(last, self.last), years=years).periods


async def read_reach(reader: CounterReader, provinces: Collection[str] | None = None) -> list[Reach]:
    """Return the provinces that have anything, or those of `provinces` that do."""
    found: list[Reach] = []
    for root in await reader.counters([AXES]):
        for part, months in root.items():
            province, present = unescape(part), sorted(month for month, entries in months.items() if entries)
            if present and (provinces is None or province in provinces):
                last = next_month(first_of_month(present[-1])) - timedelta(days=1)
                found.append(Reach(province, first_of_month(present[0]), last))
    return sorted(found, key=lambda reach: reach.province)


def earliest_of(reaches: Iterable[Reach], today: date) -> date:
    """Return the first day of all that was counted; due days may lie ahead, but nothing begins after today."""
    return min([reach.first for reach in reaches] + [today])


async def within_reach(reader: CounterReader, first: date, last: date) -> tuple[date, date]:
    """Return the part of a period that anything was counted in, for what goes day by day; empty if it ends first."""
    reaches = await read_reach(reader)
    if not reaches:
        return date.max, date.min
    return max(first, min(reach.first for reach in reaches)), min(last, max(reach.last for reach in reaches))
