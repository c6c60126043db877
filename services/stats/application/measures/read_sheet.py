"""Read what a sheet shows: from the province's roll-ups, from agencies' own counters where more is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agency_records, read_records
from services.stats.domain.figures import Measures, total
from services.stats.domain.measures.rows import rows_of
from services.stats.domain.measures.sheet import AGENCY, Sheet

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
    provinces = None if wanted.agencies is None else {code.partition(".")[0] for code in wanted.agencies}
    found = await read_records(reader, sheet.kind, provinces, wanted.first, wanted.last)
    asked = {key[1:]: measures for key, measures in found.items() if _is_asked(key[1], wanted.agencies)}
    return _of_type(asked, sheet)


def _of_type(cells: Mapping[Key, Measures], sheet: Sheet) -> dict[Key, Measures]:
    """Keep to the sheet's record type, which is the first dimension of the kinds that have several."""
    return {key: told for key, told in cells.items() if sheet.record_type in {None, key[1]}}


def _summed(cells: Mapping[Key, Measures], place: int) -> dict[str, Measures]:
    found: dict[str, list[Measures]] = {}
    for key, measures in cells.items():
        found.setdefault(key[place], []).append(measures)
    return {subject: total(parts) for subject, parts in found.items()}


def _is_asked(code: str, agencies: frozenset[str] | None) -> bool:
    return agencies is None or any(is_within(AgencyCode(code), AgencyCode(above)) for above in agencies)
