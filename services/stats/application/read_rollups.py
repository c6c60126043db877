"""Read a province's roll-ups of a period by id: years and months where they fit, days at the edges.

`first=date.min` gives prefix sums up to the end of `last`: what stood then follows from these sums alone.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from services.stats.application.ports import CounterReader
from services.stats.domain.cells import unescape, value_of
from services.stats.domain.counters import AXES, TIERS, axes_counter, record_counter, record_roll_up, roll_up
from services.stats.domain.figures import Measures
from services.stats.domain.spans import first_of_month, next_month, span

__all__ = [
    "Reach",
    "read_agencies",
    "read_agencies_by_month",
    "read_agency_records",
    "read_fields",
    "read_reach",
    "read_records",
    "read_tags",
]

Key = tuple[str, ...]
K = TypeVar("K", bound=Key)


@dataclass(frozen=True, slots=True)
class Reach:
    """The days between which all counted things of a province lie."""

    province: str
    first: date
    last: date

    def periods(self, first: date, last: date, *, years: bool = True) -> Sequence[str]:
        """Return the parts of a period that lie within."""
        return span(max(first, self.first), min(last, self.last), years=years).periods


async def read_reach(reader: CounterReader, provinces: Collection[str] | None = None) -> list[Reach]:
    """Return the provinces that have anything, or those of `provinces` that do."""
    found: list[Reach] = []
    for root in await reader.counters([AXES]):
        for part, months in root.items():
            province, present = unescape(part), sorted(month for month, entries in months.items() if entries)
            if present and (provinces is None or province in provinces):
                last = next_month(first_of_month(present[-1])) - timedelta(days=1)
                found.append(Reach(province, first_of_month(present[0]), last))
    return sorted(found, key=lambda reach: reach.province)


async def read_fields(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str, str], Measures]:
    """Return measures of dossiers by (province, tier, field, channel)."""
    summed: dict[tuple[str, str, str, str], Measures] = {}
    async for province, tier, tree in _rolled(reader, "fields", provinces, first, last, tiers):
        for (field, channel), measures in _leaves(tree, 2):
            _add(summed, (province, tier, field, channel), measures)
    return summed


async def read_agencies(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (province, tier, agency)."""
    return await _read_by_one(reader, "agencies", provinces, first, last, tiers)


async def read_agencies_by_month(
    reader: CounterReader, provinces: Collection[str] | None, months: Sequence[str]
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (province, agency, month); months as 2026-11."""
    places = {
        roll_up("agencies", reach.province, tier, month): (reach.province, month)
        for reach in await read_reach(reader, provinces)
        for month in months
        for tier in TIERS
    }
    summed: dict[tuple[str, str, str], Measures] = {}
    for counter, tree in (await reader.named_counters(list(places))).items():
        province, month = places[counter]
        for (agency,), measures in _leaves(tree, 1):
            _add(summed, (province, agency, month), measures)
    return summed


async def read_tags(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (province, tier, tag); a dossier with two tags is in both."""
    return await _read_by_one(reader, "tags", provinces, first, last, tiers)


async def read_records(
    reader: CounterReader, kind: str, provinces: Collection[str] | None, first: date, last: date
) -> dict[Key, Measures]:
    """Return measures of records of a kind by (province, agency, *rolled dimensions)."""
    summed: dict[Key, Measures] = {}
    for reach in await read_reach(reader, provinces):
        ids = [record_roll_up(kind, reach.province, period) for period in reach.periods(first, last)]
        for tree in await reader.counters(ids):
            for path, measures in _all_leaves(tree):
                _add(summed, (reach.province, *path), measures)
    return summed


async def read_agency_records(
    reader: CounterReader, kind: str, agencies: Collection[str], first: date, last: date
) -> dict[Key, Measures]:
    """Return measures of records of a kind by (agency, *all dimensions), of these agencies and none below them."""
    summed: dict[Key, Measures] = {}
    provinces = {agency.partition(".")[0] for agency in agencies}
    for reach in await read_reach(reader, provinces):
        present = await _agencies_with(reader, reach.province, kind)
        for agency in sorted(present.intersection(agencies)):
            ids = [record_counter(kind, agency, period) for period in reach.periods(first, last, years=False)]
            for tree in await reader.counters(ids):
                for path, measures in _all_leaves(tree):
                    _add(summed, (agency, *path), measures)
    return summed


async def _agencies_with(reader: CounterReader, province: str, kind: str) -> set[str]:
    trees = await reader.counters([axes_counter(province, kind)])
    return {unescape(part) for tree in trees for part, entries in tree.items() if entries}


async def _read_by_one(
    reader: CounterReader,
    name: str,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None,
) -> dict[tuple[str, str, str], Measures]:
    summed: dict[tuple[str, str, str], Measures] = {}
    async for province, tier, tree in _rolled(reader, name, provinces, first, last, tiers):
        for (value,), measures in _leaves(tree, 1):
            _add(summed, (province, tier, value), measures)
    return summed


async def _rolled(
    reader: CounterReader,
    name: str,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None,
) -> AsyncIterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield (province, tier, tree) of every counter of that roll-up, all read at once: a country has hundreds."""
    places = {
        roll_up(name, reach.province, tier, period): (reach.province, tier)
        for reach in await read_reach(reader, provinces)
        for period in reach.periods(first, last)
        for tier in (TIERS if tiers is None else tiers)
    }
    for counter, tree in (await reader.named_counters(list(places))).items():
        yield *places[counter], tree


def _leaves(tree: Mapping[str, Any], depth: int) -> Iterator[tuple[Key, Mapping[str, int]]]:
    """Yield the cells that lie `depth` levels down, with the values on the way."""
    if depth == 0:
        yield (), tree
        return
    for part, below in tree.items():
        for path, measures in _leaves(below, depth - 1):
            yield (value_of(part), *path), measures


def _all_leaves(tree: Mapping[str, Any]) -> Iterable[tuple[Key, Mapping[str, int]]]:
    """Yield the cells wherever the first numbers come: kinds have as many dimensions as they have."""
    depth, below = 0, tree
    while below and isinstance(below := next(iter(below.values())), Mapping):
        depth += 1
    return _leaves(tree, depth)


def _add(summed: dict[K, Measures], key: K, more: Mapping[str, int]) -> None:
    measures = summed.setdefault(key, {})
    for name, amount in more.items():
        measures[name] = measures.get(name, 0) + amount
