"""Read what authorities hold: a province as a whole, or every agency of it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import (
    read_agencies,
    read_fields,
    read_receptions,
    read_records,
    whatever_tier,
)
from services.stats.application.so_far import so_far
from services.stats.domain.counters import BY_AGENCY
from services.stats.domain.figures import Measures, summed_by, total
from services.stats.domain.forms.amounts import Holding

__all__ = ["read_agency_holdings", "read_province_holding"]

_DAY: Final = timedelta(days=1)
_KINDS: Final = ("desk", "leg", "message")
Records = Mapping[str, Mapping[tuple[str, str], Measures]]


async def read_province_holding(
    reader: CounterReader, provinces: Collection[str] | None, first: date, last: date, today: date = date.max
) -> Holding:
    """Return the holding of these provinces together, or of all."""
    read = so_far(partial(read_fields, reader, provinces), today)
    before, during = await read(date.min, first - _DAY), await read(first, last)
    channels = sorted({channel for *_, channel in during})
    records = await _read_records(reader, provinces, first, last)
    kinds = sorted({key for own in records.values() for key in own})
    return Holding(
        before=total(before.values()),
        during=total(during.values()),
        by_channel={each: total(cell for (*_, own), cell in during.items() if own == each) for each in channels},
        records={key: total(own[key] for own in records.values() if key in own) for key in kinds},
    )


async def read_agency_holdings(
    reader: CounterReader, provinces: Collection[str] | None, first: date, last: date, today: date = date.max
) -> dict[str, Holding]:
    """Return the holding of every agency that has anything, of these provinces or of all."""
    read = so_far(partial(read_agencies, reader, provinces), today)
    before, during = whatever_tier(await read(date.min, first - _DAY)), whatever_tier(await read(first, last))
    records = await _read_records(reader, provinces, first, last)
    received = await _read_received(reader, provinces, first, last)
    agencies = sorted(before.keys() | during.keys() | records.keys())
    return {
        each: Holding(before.get(each, {}), during.get(each, {}), None, records.get(each, {}), received.get(each, {}))
        for each in agencies
    }


async def _read_received(
    reader: CounterReader, provinces: Collection[str] | None, first: date, last: date
) -> Mapping[str, Mapping[str, int]]:
    """Return receptions by agency and channel."""
    received = await read_receptions(reader, BY_AGENCY, provinces, first, last)
    return summed_by((agency, {channel: number}) for (_, channel, agency), number in received.items())


async def _read_records(reader: CounterReader, provinces: Collection[str] | None, first: date, last: date) -> Records:
    parts: dict[str, dict[tuple[str, str], Measures]] = {}
    for kind in _KINDS:
        found = await read_records(reader, kind, provinces, first, last)
        summed = summed_by(((agency, rolled), measures) for (_, agency, rolled, *_), measures in found.items())
        for (agency, rolled), measures in summed.items():
            parts.setdefault(agency, {})[kind, rolled] = measures
    return parts
