"""A contribution is a set of entries; what changes between two contributions is what the counters are told."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.stats.domain.cells import Cell, places


class Entry(NamedTuple):
    """`amount` of one measure, on the day that statistics count it, in the dimensions of its cell."""

    cell: Cell
    measure: str
    day: date
    amount: int = 1


Contribution = frozenset[Entry]
NOTHING: Contribution = frozenset()


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
