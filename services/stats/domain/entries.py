"""A contribution is a set of entries; what changes between two contributions is what the counters are told."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.stats.domain.cells import Cell
from services.stats.domain.counters import Summed, is_reception, targets


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
    for sign, entries in ((-1, old - new), (1, new - old)):
        for cell, measure, day, amount in entries:
            for counter, path, summed in targets(cell, day):
                if summed is Summed.MEASURES:
                    yield counter, f"{path}.{measure}", sign * amount
                elif summed is Summed.ENTRIES:
                    yield counter, path, sign
                elif is_reception(measure):
                    yield counter, path, sign * amount
