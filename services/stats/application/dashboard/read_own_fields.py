"""Reads what an agency itself has by field, from its own counters: the provinces' roll-ups tell no agency's fields."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from services.stats.application.dashboard.read_standing import read_until
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.domain.cells import parse_profile
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.standing import Subject, agency, field
from services.stats.domain.figures import Figures, Measures, summed_by
from services.stats.domain.filters import Filters

__all__ = ["read_own_fields"]


async def read_own_fields(
    reader: CounterReader, code: str, period: CalendarPeriod, today: date
) -> Mapping[Subject, Figures]:
    """Return figures of the period by field, of that agency without those below it, so that they add up to its own."""
    axes = await read_axes(reader, frozenset({code}))
    own = replace(axes, fields={each: fields for each, fields in axes.fields.items() if each == code})
    within = agency(code).within

    async def read(first: date, last: date) -> dict[tuple[str, str], Measures]:
        groups = await read_during(reader, own, first, last, Filters())
        return summed_by(
            ((within, parse_profile(profile).field), measures) for (_, profile), measures in groups.items()
        )

    during = await read(period.first, period.last)
    until = await read_until(read, min(period.last, today), today)
    return {field(*key): Figures(during.get(key, {}), until.get(key, {})) for key in during.keys() | until.keys()}
