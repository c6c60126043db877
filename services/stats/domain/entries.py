"""A contribution is a set of entries; what changes between two contributions is what the counters are told."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from services.stats.domain.cells import Cell
from services.stats.domain.counters import places


class Entry(NamedTuple):
    """`amount` of one measure, on the day that statistics count it, in the dimensions of its cell."""

    cell: Cell
    measure: str
    day: date
    amount: int = 1


Contribution = frozenset[Entry]
NOTHING: Contribution = frozenset()
_CACHED: Final = 4_096  # pairs of contributions, about 2 KiB each

Delta = tuple[str, str, int]
"""Counter, path of the cell in it, and by how much the cell changes."""


def deltas(old: Contribution, new: Contribution) -> Iterator[Delta]:
    """Yield what leads from one contribution to the other; entries in both cost nothing."""
    for cell, measure, day, amount in old - new:
        for counter, path, measured in places(cell, day, measure):
            yield counter, path, -amount if measured else -1
    for cell, measure, day, amount in new - old:
        for counter, path, measured in places(cell, day, measure):
            yield counter, path, amount if measured else 1


@lru_cache(_CACHED)
def moves(old: Contribution, new: Contribution) -> tuple[Delta, ...]:
    """Return the deltas of a pair: dossiers of one agency, day and profile share few pairs."""
    return tuple(deltas(old, new))
