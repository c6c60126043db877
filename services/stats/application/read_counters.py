"""Read summed cells of a period from the counters, by id: months where they fit, days at the edges."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.ports import CounterDocument, CounterReader
from services.stats.domain.cells import unescape
from services.stats.domain.counters import AXES, agency_of, axes_counter, day_counter, month_counter
from services.stats.domain.figures import Group, Measures, sum_cells
from services.stats.domain.filters import Filters
from services.stats.domain.spans import Span, first_of_month, next_month, span

_AGENCIES: Final = 64  # of one request: a year of them is some thousand counters


@dataclass(frozen=True, slots=True)
class Axes:
    """Which agencies have counters, in which fields, and the days between which all of them lie."""

    fields: Mapping[str, frozenset[str]]
    first_day: date | None = None
    last_day: date | None = None


async def read_axes(reader: CounterReader, agencies: frozenset[str] | None) -> Axes:
    """Return the axes of these agencies and all below them (by code), or of all."""
    roots = await reader.counters([AXES])
    months_of = {unescape(name): tree for root in roots for name, tree in root.items()}
    provinces = (
        list(months_of) if agencies is None else sorted({code.partition(".")[0] for code in agencies} & set(months_of))
    )
    fields: dict[str, frozenset[str]] = {}
    for tree in await reader.counters([axes_counter(province) for province in provinces]):
        fields |= {unescape(code): _present(cells) for code, cells in tree.items()}
    wanted = {code: present for code, present in fields.items() if present and _is_asked(code, agencies)}
    months = [month for province in provinces for month, entries in months_of[province].items() if entries]
    if not months:
        return Axes({})
    return Axes(wanted, first_of_month(min(months)), next_month(first_of_month(max(months))) - timedelta(days=1))


async def read_during(
    reader: CounterReader, axes: Axes, first: date, last: date, filters: Filters
) -> dict[Group, Measures]:
    """Return what happened from `first` to `last`, both included."""
    if axes.first_day is None or axes.last_day is None:
        return {}
    period = span(max(first, axes.first_day), min(last, axes.last_day))
    return sum_cells(await reader.counters(_ids(axes, period)), filters)


async def read_until(reader: CounterReader, axes: Axes, last: date, filters: Filters) -> dict[Group, Measures]:
    """Return everything up to the end of `last`: what is pending follows from these sums alone."""
    return await read_during(reader, axes, date.min, last, filters)


async def read_by_agency(
    reader: CounterReader, axes: Axes, first: date, last: date, filters: Filters
) -> dict[str, dict[Group, Measures]]:
    """Return what happened by agency, for questions about how many agencies: one request for many of them."""
    found: dict[str, dict[Group, Measures]] = {agency: {} for agency in axes.fields}
    if axes.first_day is None or axes.last_day is None:
        return found
    period = span(max(first, axes.first_day), min(last, axes.last_day))
    agencies = list(axes.fields)
    for start in range(0, len(agencies), _AGENCIES):
        part = {agency: axes.fields[agency] for agency in agencies[start : start + _AGENCIES]}
        trees: dict[str, list[CounterDocument]] = {}
        for counter, tree in (await reader.named_counters(_ids(replace(axes, fields=part), period))).items():
            trees.setdefault(agency_of(counter), []).append(tree)
        found |= {agency: sum_cells(own, filters) for agency, own in trees.items()}
    return found


def _present(cells: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(unescape(name) for name, entries in cells.items() if entries)


def _is_asked(code: str, agencies: frozenset[str] | None) -> bool:
    return agencies is None or any(is_within(AgencyCode(code), AgencyCode(above)) for above in agencies)


def _ids(axes: Axes, period: Span) -> list[str]:
    days = [day_counter(agency, day) for agency in axes.fields for day in period.days]
    months = [
        month_counter(agency, field, month)
        for agency, fields in axes.fields.items()
        for field in fields
        for month in period.months
    ]
    return days + months
