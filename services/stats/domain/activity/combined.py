"""Several contributions as one."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.stats.domain.cells import Cell
from services.stats.domain.entries import Contribution, Entry

_NONE: Final[Contribution] = frozenset()


def combined(parts: Sequence[Contribution]) -> Contribution:
    """Return what the parts add up to: entries alike, as of two attempts on one day, become one with their sum."""
    union = _NONE.union(*parts)
    if len(union) == sum(map(len, parts)):
        return union
    totals: dict[tuple[Cell, str, date], int] = {}
    for cell, measure, day, amount in (entry for part in parts for entry in part):
        totals[cell, measure, day] = totals.get((cell, measure, day), 0) + amount
    return frozenset(Entry(*key, amount) for key, amount in totals.items())
