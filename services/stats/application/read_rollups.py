"""Read provinces' roll-ups of a period by id: years and months where they fit, days at the edges.

`first=date.min` gives prefix sums up to the end of `last`: what stood then follows from these sums alone. A country has
hundreds of counters for a period, so all of a question are read at once.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from services.stats.application.ports import CounterReader
from services.stats.application.reach import AT_ONCE, read_reach
from services.stats.domain.cells import unescape, value_of
from services.stats.domain.counters import (
    BY_AGENCY,
    BY_PROCEDURE,
    TIERS,
    axes_counter,
    record_counter,
    record_roll_up,
    roll_up,
)
from services.stats.domain.figures import Measures, counted_by, summed_by
from services.stats.domain.scope import is_asked, provinces_of

__all__ = [
    "read_agencies",
    "read_agencies_by_period",
    "read_agency_records",
    "read_fields",
    "read_marks",
    "read_received",
    "read_receptions",
    "read_records",
    "whatever_tier",
]

_RECEPTION_DEPTHS: Final = {BY_AGENCY: 1, BY_PROCEDURE: 2}
"""Levels between the mark and the last dimension."""

Key = tuple[str, ...]
Tree = Mapping[str, Any]
P = TypeVar("P", bound=Hashable)


async def read_fields(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str, str], Measures]:
    """Return measures of dossiers by (province, tier, field, channel)."""
    trees = await _rolled(reader, "fields", provinces, first, last, tiers)
    return summed_by(
        ((province, tier, field, channel), measures)
        for (province, tier), tree in trees
        for (field, channel), measures in _leaves(tree, 2)
    )


async def read_agencies(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (province, tier, agency)."""
    return _by_one(await _rolled(reader, "agencies", provinces, first, last, tiers))


def whatever_tier(
    found: Mapping[tuple[str, str, str], Measures], agencies: Collection[str] | None = None
) -> dict[str, Measures]:
    """Return what `read_agencies` found by agency alone, which may have changed its tier, of those asked for."""
    return summed_by((agency, measures) for (*_, agency), measures in found.items() if is_asked(agencies, agency))


async def read_agencies_by_period(
    reader: CounterReader, provinces: Collection[str] | None, periods: Sequence[str]
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (province, agency, period), of days, months or years as counters name them."""
    places = {
        roll_up("agencies", reach.province, tier, period): (reach.province, period)
        for reach in await read_reach(reader, provinces)
        for period in periods
        for tier in TIERS
    }
    return summed_by(
        ((province, agency, period), measures)
        for (province, period), tree in await _trees(reader, places)
        for (agency,), measures in _leaves(tree, 1)
    )


async def read_receptions(
    reader: CounterReader,
    tree: str,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[Key, int]:
    """Return receptions by (tier, channel, agency) or (tier, field, channel, procedure), whatever their mark."""
    found = counted_by(
        ((tier, *path, value_of(part)), amount)
        for (tier, _, *path), amounts in await read_received(reader, tree, provinces, first, last, tiers)
        for part, amount in amounts.items()
    )
    return {key: amount for key, amount in found.items() if amount}


async def read_received(
    reader: CounterReader,
    tree: str,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> list[tuple[Key, Mapping[str, int]]]:
    """Return numbers of receptions as counters have them, under (tier, mark, channel) or (tier, mark, field, channel).

    They are told by agencies or by procedures, as the tree has them, whose names are still parts of a path. There are
    some thousand in a province's year, so nothing is done for each of them that is not asked for.
    """
    return [
        ((tier, mark, *path), amounts)
        for (_, tier), trees in await _rolled(reader, "received", provinces, first, last, tiers)
        for mark, below in trees.get(tree, {}).items()
        for path, amounts in _leaves(below, _RECEPTION_DEPTHS[tree])
    ]


async def read_marks(
    reader: CounterReader,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None = None,
) -> dict[tuple[str, str, str], Measures]:
    """Return measures of dossiers by (mark, field, channel)."""
    return summed_by(
        ((mark, field, channel), measures)
        for _, tree in await _rolled(reader, "marks", provinces, first, last, tiers)
        for mark, below in tree.items()
        for (field, channel), measures in _leaves(below, 2)
    )


async def read_records(
    reader: CounterReader, kind: str, provinces: Collection[str] | None, first: date, last: date
) -> dict[Key, Measures]:
    """Return measures of records of a kind by (province, agency, *rolled dimensions)."""
    places = {
        record_roll_up(kind, reach.province, period): reach.province
        for reach in await read_reach(reader, provinces)
        for period in reach.periods(first, last)
    }
    return _of_any_depth(await _trees(reader, places))


async def read_agency_records(
    reader: CounterReader, kind: str, agencies: Collection[str], first: date, last: date
) -> dict[Key, Measures]:
    """Return measures of records of a kind by (agency, *all dimensions), of these agencies and none below them."""
    reaches = await read_reach(reader, provinces_of(agencies))
    axes = {axes_counter(reach.province, kind): reach for reach in reaches}
    found: dict[Key, Measures] = {}
    for reach, axis in await _trees(reader, axes):
        periods = reach.periods(first, last, years=False)
        present = sorted(_present(axis).intersection(agencies))
        for start in range(0, len(present), AT_ONCE):
            some = present[start : start + AT_ONCE]
            places = {record_counter(kind, agency, period): agency for agency in some for period in periods}
            found |= _of_any_depth(await _trees(reader, places))
    return found


async def _rolled(
    reader: CounterReader,
    name: str,
    provinces: Collection[str] | None,
    first: date,
    last: date,
    tiers: Collection[str] | None,
) -> list[tuple[tuple[str, str], Tree]]:
    """Return every counter of that roll-up with its (province, tier)."""
    places = {
        roll_up(name, reach.province, tier, period): (reach.province, tier)
        for reach in await read_reach(reader, provinces)
        for period in reach.periods(first, last)
        for tier in (TIERS if tiers is None else tiers)
    }
    return await _trees(reader, places)


async def _trees(reader: CounterReader, places: Mapping[str, P]) -> list[tuple[P, Tree]]:
    """Return those of the counters that exist, each with its place."""
    return [(places[counter], tree) for counter, tree in (await reader.named_counters(list(places))).items()]


def _present(axis: Tree) -> set[str]:
    return {unescape(part) for part, entries in axis.items() if entries}


def _by_one(trees: Iterable[tuple[tuple[str, str], Tree]]) -> dict[tuple[str, str, str], Measures]:
    return summed_by(
        ((province, tier, value), measures)
        for (province, tier), tree in trees
        for (value,), measures in _leaves(tree, 1)
    )


def _of_any_depth(trees: Iterable[tuple[str, Tree]]) -> dict[Key, Measures]:
    """Kinds have as many dimensions as they have: the cells lie wherever the first numbers come."""
    return summed_by(
        ((place, *path), measures) for place, tree in trees for path, measures in _leaves(tree, _depth(tree))
    )


def _depth(tree: Tree) -> int:
    depth, below = 0, tree
    while below and isinstance(below := next(iter(below.values())), Mapping):
        depth += 1
    return depth


def _leaves(tree: Tree, depth: int) -> Iterator[tuple[Key, Mapping[str, int]]]:
    """Yield the cells that lie `depth` levels down, with the values on the way."""
    if depth == 0:
        yield (), tree
        return
    for part, below in tree.items():
        for path, measures in _leaves(below, depth - 1):
            yield (value_of(part), *path), measures
