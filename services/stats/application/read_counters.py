"""Read summed cells of a period from the counters, by id: months where they fit, days at the edges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.stats.application.ports import CounterDocument, CounterReader
from services.stats.application.reach import AT_ONCE, read_reach
from services.stats.domain.cells import unescape
from services.stats.domain.counters import agency_of, axes_counter, day_counter, month_counter
from services.stats.domain.figures import Group, Measures, sum_cells, summed_by
from services.stats.domain.filters import Filters
from services.stats.domain.scope import is_asked, provinces_of
from services.stats.domain.spans import Span, span


@dataclass(frozen=True, slots=True)
class Axes:
    """Which agencies have counters, in which fields, and the days between which all of them lie."""

    fields: Mapping[str, frozenset[str]]
    first_day: date | None = None
    last_day: date | None = None

    def within(self, fields: frozenset[str] | None) -> "Axes":
        """Return the axes of these fields only; None is all."""
        if fields is None:
            return self
        return replace(self, fields={agency: present & fields for agency, present in self.fields.items()})

    def parts(self) -> Iterator["Axes"]:
        """Yield the axes of as many agencies as are read at once."""
        agencies = list(self.fields)
        for start in range(0, len(agencies), AT_ONCE):
            yield replace(self, fields={agency: self.fields[agency] for agency in agencies[start : start + AT_ONCE]})


async def read_axes(reader: CounterReader, agencies: frozenset[str] | None) -> Axes:
    """Return the axes of these agencies and all below them (by code), or of all."""
    reaches = await read_reach(reader, provinces_of(agencies))
    if not reaches:
        return Axes({})
    fields: dict[str, frozenset[str]] = {}
    for tree in await reader.counters([axes_counter(reach.province) for reach in reaches]):
        fields |= {unescape(code): _present(cells) for code, cells in tree.items()}
    wanted = {code: present for code, present in fields.items() if present and is_asked(agencies, code)}
    return Axes(wanted, min(reach.first for reach in reaches), max(reach.last for reach in reaches))


async def read_during(
    reader: CounterReader, axes: Axes, first: date, last: date, filters: Filters
) -> dict[Group, Measures]:
    """Return what happened from `first` to `last`, both included; from `date.min` sums that tell what is pending."""
    if axes.first_day is None or axes.last_day is None:
        return {}
    period = span(max(first, axes.first_day), min(last, axes.last_day))
    found: list[tuple[Group, Measures]] = []
    for part in axes.within(filters.fields).parts():
        found += sum_cells(await reader.counters(_ids(part, period)), filters).items()
    return summed_by(found)


async def read_by_agency(
    reader: CounterReader, axes: Axes, first: date, last: date, filters: Filters
) -> dict[str, dict[Group, Measures]]:
    """Return what happened by agency, for questions about how many agencies: one request for many of them."""
    found: dict[str, dict[Group, Measures]] = {agency: {} for agency in axes.fields}
    if axes.first_day is None or axes.last_day is None:
        return found
    period = span(max(first, axes.first_day), min(last, axes.last_day))
    for part in axes.within(filters.fields).parts():
        trees: dict[str, list[CounterDocument]] = {}
        for counter, tree in (await reader.named_counters(_ids(part, period))).items():
            trees.setdefault(agency_of(counter), []).append(tree)
        found |= {agency: sum_cells(own, filters) for agency, own in trees.items()}
    return found


def _present(cells: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(unescape(name) for name, entries in cells.items() if entries)


def _ids(axes: Axes, period: Span) -> list[str]:
    days = [day_counter(agency, day) for agency in axes.fields for day in period.days]
    months = [
        month_counter(agency, field, month)
        for agency, fields in axes.fields.items()
        for field in fields
        for month in period.months
    ]
    return days + months
