"""A contribution is a set of entries; what changes between two contributions is what the counters are told."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.stats.domain.cells import Cell, targets


class Entry(NamedTuple):
    """`amount` of one measure, on the day that statistics count it, in the dimensions of its cell."""

    cell: Cell
    measure: str
    day: date
    amount: int = 1


Contribution = frozenset[Entry]
NOTHING: Contribution = frozenset()


class Delta(NamedTuple):
    """What one cell of one counter changes by."""

    counter: str
    path: str
    amount: int


def deltas(old: Contribution, new: Contribution) -> Iterator[Delta]:
    """Yield what leads from one contribution to the other; entries in both cost nothing."""
    for entry in old - new:
        yield from _spread(entry, -1)
    for entry in new - old:
        yield from _spread(entry, 1)


def _spread(entry: Entry, sign: int) -> Iterator[Delta]:
    suffix, amount = f".{entry.measure}", sign * entry.amount
    for counter, path, measured in targets(entry.cell, entry.day):
        yield Delta(counter, path + suffix, amount) if measured else Delta(counter, path, sign)
