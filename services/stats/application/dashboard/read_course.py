"""Reads how a year went, month by month: the country, or a province with each of its agencies."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agencies_by_period, read_fields
from services.stats.domain.counters import month_of
from services.stats.domain.dashboard.counts import Counts
from services.stats.domain.dashboard.course import Month
from services.stats.domain.dashboard.period import CalendarPeriod, months_of
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.figures import Figures, Measures, summed_by, total

__all__ = ["Courses", "read_courses"]

Courses = Mapping[Subject, Sequence[Month]]


async def read_courses(reader: CounterReader, within: str, year: int, today: date) -> Courses:
    """Return the months of that year that have begun by today; `within` is a province, or empty for the country.

    All agencies of a province at once: their counters are the same few, whichever of them is asked for.
    """
    months = [month for month in months_of(year) if month.first <= today]
    if not within:
        return {NATION: [await _of_country(reader, month) for month in months]}
    found = await read_agencies_by_period(reader, {within}, [month_of(month.first) for month in months])
    summed = summed_by(
        ((subject, month), measures)
        for (_, code, month), measures in found.items()
        for subject in (agency(code), province(within))
    )
    subjects = {province(within), *(subject for subject, _ in summed)}
    return {
        subject: [_month(month, summed.get((subject, month_of(month.first)), {})) for month in months]
        for subject in subjects
    }


async def _of_country(reader: CounterReader, month: CalendarPeriod) -> Month:
    return _month(month, total((await read_fields(reader, None, month.first, month.last)).values()))


def _month(month: CalendarPeriod, happened: Measures) -> Month:
    return Month(month, Counts.of(Figures(happened, {})))
