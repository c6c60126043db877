"""Read measures of dossiers by tier, field and channel: a province's from its roll-ups, others from their own."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.read_rollups import read_fields
from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Measures, summed_by
from services.stats.domain.filters import Filters
from services.stats.domain.forms.form06 import Place

__all__ = ["read_places"]

K = TypeVar("K", bound=tuple[str, ...])


async def read_places(
    reader: CounterReader, agencies: frozenset[str] | None, first: date, last: date
) -> dict[Place, Measures]:
    """Return what happened from `first` to `last` for these agencies and all below them."""
    if agencies is None or not any("." in agency for agency in agencies):
        return _summed(await read_fields(reader, agencies, first, last))
    axes = await read_axes(reader, agencies)
    groups = await read_during(reader, axes, first, last, Filters())
    profiles = {key: parse_profile(key) for _, key in groups}
    return _summed(
        {
            (procedure, key, profiles[key].tier, profiles[key].field, profiles[key].channel): measures
            for (procedure, key), measures in groups.items()
        }
    )


def _summed(found: Mapping[K, Measures]) -> dict[Place, Measures]:
    """Sum over all but the last three dimensions, which are tier, field and channel."""
    return summed_by(((tier, field, channel), measures) for (*_, tier, field, channel), measures in found.items())
