"""What happened on each day of a period, from the counters."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import Axes, read_axes, read_during
from services.stats.application.read_rollups import read_agencies, read_fields
from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Measures, total
from services.stats.domain.filters import Filters
from services.stats.domain.lists.daily import Day

__all__ = ["read_daily"]


async def read_daily(reader: CounterReader, first: date, last: date, agencies: frozenset[str] | None) -> list[Day]:
    """Return the days from `first` to `last`, of these agencies and all below them by code, or of all."""
    axes = None if agencies is None else await read_axes(reader, agencies)
    days: list[Day] = []
    day = first
    while day <= last:
        fields = await (_fields_of_all(reader, day) if axes is None else _fields_within(reader, axes, day))
        days.append(Day(day, fields, await _agencies(reader, agencies, day)))
        day += timedelta(days=1)
    return days


async def _fields_of_all(reader: CounterReader, day: date) -> Mapping[tuple[str, str], Measures]:
    parts: dict[tuple[str, str], list[Measures]] = {}
    for (_, _, field, channel), measures in (await read_fields(reader, None, day, day)).items():
        parts.setdefault((field, channel), []).append(measures)
    return {key: total(found) for key, found in parts.items()}


async def _fields_within(reader: CounterReader, axes: Axes, day: date) -> Mapping[tuple[str, str], Measures]:
    parts: dict[tuple[str, str], list[Measures]] = {}
    for (_, key), measures in (await read_during(reader, axes, day, day, Filters())).items():
        profile = parse_profile(key)
        parts.setdefault((profile.field, profile.channel), []).append(measures)
    return {key: total(found) for key, found in parts.items()}


async def _agencies(reader: CounterReader, agencies: frozenset[str] | None, day: date) -> Mapping[str, Measures]:
    provinces = None if agencies is None else {agency.partition(".")[0] for agency in agencies}
    found = await read_agencies(reader, provinces, day, day)
    return {agency: measures for (_, _, agency), measures in found.items() if _is_asked(agency, agencies)}


def _is_asked(agency: str, agencies: frozenset[str] | None) -> bool:
    return agencies is None or any(is_within(AgencyCode(agency), AgencyCode(above)) for above in agencies)
