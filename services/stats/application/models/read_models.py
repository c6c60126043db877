"""Reads the figures of service models: by plan, with zero rows, and what no plan covers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from services.kernel.catalogue.service_model import ServiceModels
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import Axes, read_axes, read_by_agency
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import of
from services.stats.domain.filters import Filters
from services.stats.domain.models.blocks import blocks_of
from services.stats.domain.models.tagged import ByAgency, Tagged, tagged_of

__all__ = ["Models", "read_models"]

_TAGGED = Filters(tagged=True)


@dataclass(frozen=True, slots=True)
class Models:
    """`outside`: received dossiers by tag that no block covers: no plan or rule of the tag held there and then."""

    blocks: tuple[Tagged, ...]
    outside: dict[str, int]


async def read_models(
    reader: CounterReader, models: ServiceModels, agencies: Collection[str] | None, first: date, last: date
) -> Models:
    """Return the figures of these agencies and all below them, from `first` to `last`, both included."""
    axes = await read_axes(reader, None if agencies is None else frozenset(agencies))
    blocks = blocks_of(models, agencies, first, last)
    parts: dict[tuple[date, date], tuple[ByAgency, ByAgency]] = {}
    for days in {(block.first, block.last) for block in blocks}:
        parts[days] = await _read(reader, axes, *days)
    tagged = tuple(tagged_of(block, *parts[block.first, block.last]) for block in blocks)
    whole = parts.get((first, last)) or await _read(reader, axes, first, last)
    return Models(tagged, _outside(whole[0], tagged))


async def _read(reader: CounterReader, axes: Axes, first: date, last: date) -> tuple[ByAgency, ByAgency]:
    during = await read_by_agency(reader, axes, first, last, _TAGGED)
    return during, await read_by_agency(reader, axes, date.min, last, _TAGGED)


def _outside(counted: ByAgency, tagged: Collection[Tagged]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in tagged:
        found[each.block.tag] = found.get(each.block.tag, 0) - each.total.received
    for groups in counted.values():
        for (_, profile), measures in groups.items():
            for tag in parse_profile(profile).tags:
                if tag in found:
                    found[tag] += of(measures, RECEIVED)
    return {tag: count for tag, count in found.items() if count}
