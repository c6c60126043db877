"""Reads how a year went, month by month, for the country, a province or an agency."""

from datetime import date

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agencies, read_fields
from services.stats.domain.dashboard.counts import Counts
from services.stats.domain.dashboard.course import Month
from services.stats.domain.dashboard.period import CalendarPeriod, months_of
from services.stats.domain.dashboard.standing import NATION, Subject
from services.stats.domain.figures import Figures, total

__all__ = ["read_course"]


async def read_course(reader: CounterReader, subject: Subject, year: int, today: date) -> list[Month]:
    """Return the months of that year that have begun by today."""
    months = [month for month in months_of(year) if month.first <= today]
    return [Month(month, await _read(reader, subject, month)) for month in months]


async def _read(reader: CounterReader, subject: Subject, month: CalendarPeriod) -> Counts:
    if subject.kind == "agency":
        found = await read_agencies(reader, {subject.within}, month.first, month.last)
        happened = total(measures for key, measures in found.items() if key[2] == subject.name)
    else:
        provinces = None if subject == NATION else {subject.name}
        happened = total((await read_fields(reader, provinces, month.first, month.last)).values())
    return Counts.of(Figures(happened, {}))
