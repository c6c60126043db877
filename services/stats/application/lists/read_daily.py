"""What happened on each day of a period, from the counters."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.stats.application.ports import CounterReader
from services.stats.application.reach import within_reach
from services.stats.application.read_counters import Axes, read_axes, read_during
from services.stats.application.read_rollups import read_agencies, read_fields, whatever_tier
from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Measures, summed_by
from services.stats.domain.filters import Filters
from services.stats.domain.lists.daily import Day
from services.stats.domain.scope import provinces_of

__all__ = ["read_daily"]


async def read_daily(reader: CounterReader, first: date, last: date, agencies: frozenset[str] | None) -> list[Day]:
    """Return the days of a period, as far as anything was counted, of these agencies and all below them, or of all."""
    axes = None if agencies is None else await read_axes(reader, agencies)
    days: list[Day] = []
    day, last = await within_reach(reader, first, last)
    while day <= last:
        fields = await (_fields_of_all(reader, day) if axes is None else _fields_within(reader, axes, day))
        days.append(Day(day, fields, await _agencies(reader, agencies, day)))
        day += timedelta(days=1)
    return days


async def _fields_of_all(reader: CounterReader, day: date) -> Mapping[tuple[str, str], Measures]:
    found = await read_fields(reader, None, day, day)
    return summed_by(((field, channel), measures) for (_, _, field, channel), measures in found.items())


async def _fields_within(reader: CounterReader, axes: Axes, day: date) -> Mapping[tuple[str, str], Measures]:
    groups = await read_during(reader, axes, day, day, Filters())
    profiled = ((parse_profile(key), measures) for (_, key), measures in groups.items())
    return summed_by(((profile.field, profile.channel), measures) for profile, measures in profiled)


async def _agencies(reader: CounterReader, agencies: frozenset[str] | None, day: date) -> Mapping[str, Measures]:
    return whatever_tier(await read_agencies(reader, provinces_of(agencies), day, day), agencies)
