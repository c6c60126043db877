"""Read what a sheet shows: from the province's roll-ups, from agencies' own counters where more is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agency_records, read_records
from services.stats.domain.figures import Measures, summed_by
from services.stats.domain.measures.rows import rows_of
from services.stats.domain.measures.sheet import AGENCY, Sheet
from services.stats.domain.scope import is_asked, provinces_of

__all__ = ["Wanted", "read_sheet"]

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Both days included; an agency covers all below it, None is all; `by` is one of the sheet's choices."""

    first: date
    last: date
    agencies: frozenset[str] | None = None
    by: str = AGENCY


async def read_sheet(reader: CounterReader, sheet: Sheet, wanted: Wanted) -> dict[str, Measures]:
    """Return the measures of each subject."""
    rolled = await _rolled(reader, sheet, wanted)
    place = sheet.dimensions.get(wanted.by)
    if place is None:
        return rows_of(sheet, _summed(rolled, 0), wanted.by)
    agencies = {key[0] for key in rolled}
    detailed = await read_agency_records(reader, sheet.kind, agencies, wanted.first, wanted.last)
    return rows_of(sheet, _summed(_of_type(detailed, sheet), place + 1), wanted.by)


async def _rolled(reader: CounterReader, sheet: Sheet, wanted: Wanted) -> dict[Key, Measures]:
    """By (agency, *rolled dimensions)."""
    found = await read_records(reader, sheet.kind, provinces_of(wanted.agencies), wanted.first, wanted.last)
    asked = {key[1:]: measures for key, measures in found.items() if is_asked(wanted.agencies, key[1])}
    return _of_type(asked, sheet)


def _of_type(cells: Mapping[Key, Measures], sheet: Sheet) -> dict[Key, Measures]:
    """Keep to the sheet's record type, which is the first dimension of the kinds that have several."""
    return {key: told for key, told in cells.items() if sheet.record_type in {None, key[1]}}


def _summed(cells: Mapping[Key, Measures], place: int) -> dict[str, Measures]:
    return summed_by((key[place], measures) for key, measures in cells.items())
