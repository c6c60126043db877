"""Reads what happened on the Saturdays of a period, agency by agency."""

from datetime import date

from services.stats.application.ports import CounterReader
from services.stats.application.quality.read_quality import Agencies
from services.stats.application.reach import within_reach
from services.stats.application.read_rollups import read_agencies, read_agencies_by_period, whatever_tier
from services.stats.domain.figures import Figures, Measures, summed_by
from services.stats.domain.quality.saturdays import FINISHED_IN_ALL, finished, saturdays_between
from services.stats.domain.scope import provinces_of

__all__ = ["read_saturdays"]


async def read_saturdays(reader: CounterReader, agencies: Agencies, first: date, last: date) -> dict[str, Figures]:
    """Return the agencies that had anything in the period."""
    provinces = provinces_of(agencies)
    days = [day.isoformat() for day in saturdays_between(*await within_reach(reader, first, last))]
    found = await read_agencies_by_period(reader, provinces, days)
    on_saturdays = summed_by((agency, measures) for (_, agency, _), measures in found.items())
    in_all = whatever_tier(await read_agencies(reader, provinces, first, last), agencies)
    return {
        agency: _figures(on_saturdays.get(agency, {}), measures)
        for agency, measures in in_all.items()
        if any(measures.values())
    }


def _figures(on_saturdays: Measures, in_all: Measures) -> Figures:
    return Figures(on_saturdays | {FINISHED_IN_ALL: finished(in_all)})
