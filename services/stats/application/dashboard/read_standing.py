"""Reads all counts of one period, and those of the months of a year, from the provinces' roll-ups."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final, TypeVar

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agencies, read_fields
from services.stats.application.so_far import with_today
from services.stats.domain.dashboard.counts import Counts
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.standing import Standing, Subject, agency, channel, field
from services.stats.domain.figures import Figures, Measures, summed_by

__all__ = ["of_agency", "of_channel", "of_field", "read_standing", "read_until"]

_DAY: Final = timedelta(days=1)
_RECENT: Final = timedelta(days=62)
K = TypeVar("K", bound=tuple[str, ...])
Read = Callable[[date, date], Awaitable[dict[K, Measures]]]


async def read_standing(reader: CounterReader, period: CalendarPeriod, today: date) -> Standing:
    """Return the counts of the period; what is pending is as of its last day, or of today when that comes first."""
    until = min(period.last, today)
    by_agency = partial(read_agencies, reader, None)
    by_field = partial(read_fields, reader, None)
    agencies = await by_agency(period.first, period.last), await read_until(by_agency, until, today)
    fields = await by_field(period.first, period.last), await read_until(by_field, until, today)
    smallest = _counts(*agencies, of_agency)
    smallest |= _counts(*fields, of_field)
    smallest |= _counts(*fields, of_channel)
    return Standing(smallest, {code: tier for _, tier, code in (*agencies[1], *agencies[0])})


async def read_until(read: Read[K], until: date, today: date) -> dict[K, Measures]:
    """Return everything up to the end of that day, as of `today`.

    Whole years have fewer counters than the days of a month, and little has been counted ahead of today: so for a
    recent day it is the years less what comes after. What is due today is in time before its end.
    """
    if until == today:
        return with_today(await read_until(read, until - _DAY, today), await read(today, today))
    if today - until > _RECENT:
        return await read(date.min, until)
    end = date(until.year, 12, 31)
    found = await read(date.min, end)
    for key, after in (await read(until + _DAY, end)).items():
        measures = found[key]
        for name, amount in after.items():
            measures[name] -= amount
    return found


def of_agency(key: tuple[str, ...]) -> Subject:
    """Return what a row of `read_agencies` is about."""
    return agency(key[2])


def of_field(key: tuple[str, ...]) -> Subject:
    """Return what a row of `read_fields` is about, told apart by field."""
    return field(key[0], key[2])


def of_channel(key: tuple[str, ...]) -> Subject:
    """Return what a row of `read_fields` is about, told apart by the way of filing."""
    return channel(key[0], key[3])


def _counts(
    during: Mapping[K, Measures], until: Mapping[K, Measures], subject: Callable[[tuple[str, ...]], Subject]
) -> dict[Subject, Counts]:
    left, right = (summed_by((subject(key), measures) for key, measures in rows.items()) for rows in (during, until))
    return {each: Counts.of(Figures(left.get(each, {}), right.get(each, {}))) for each in left.keys() | right.keys()}
