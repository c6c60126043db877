"""Which unknowns of linear equations have only one possible value, by elimination over sparse rows.

Gusfield 1988 has a faster test for plain tables; places within places, fields and outcomes are no plain table.
"""

from collections.abc import Hashable, Iterable
from heapq import heapify, heappop, heappush
from typing import Final, Generic, TypeVar

__all__ = ["exposed"]

_PRIME: Final = 2**61 - 1
"""Whole numbers modulo a large prime stay exact and small; a wrong zero has a chance of 1 in 10^18."""

K = TypeVar("K", bound=Hashable)
Row = dict[K, int]


def exposed(equations: Iterable[Row[K]]) -> set[K]:
    """Return the unknowns that the equations determine; a row has the coefficients of its unknowns, none zero."""
    system = _System[K]()
    for row in sorted(filter(None, equations), key=len):
        system.add(row)
    return system.determined()


class _System(Generic[K]):
    """Rows in echelon form: each has its own leading unknown, which no later row has."""

    def __init__(self) -> None:
        self._rows: list[tuple[K, Row[K]]] = []
        self._number_of: dict[K, int] = {}

    def add(self, row: Row[K]) -> None:
        reduced = dict(row)
        led = [self._number_of[key] for key in reduced if key in self._number_of]
        heapify(led)
        while led:
            lead, other = self._rows[heappop(led)]
            if lead in reduced:
                for key in _subtract(reduced, reduced[lead], other):
                    if key in self._number_of:
                        heappush(led, self._number_of[key])
        if reduced:
            self._keep(reduced)

    def determined(self) -> set[K]:
        """Put in what is known from the last row up; a row that then has one unknown left determines it."""
        for number in range(len(self._rows) - 1, -1, -1):
            lead, row = self._rows[number]
            for key in [key for key in row if key != lead and key in self._number_of]:
                _subtract(row, row[key], self._rows[self._number_of[key]][1])
        return {lead for lead, row in self._rows if len(row) == 1}

    def _keep(self, row: Row[K]) -> None:
        lead = next(iter(row))
        inverse = pow(row[lead], -1, _PRIME)
        self._number_of[lead] = len(self._rows)
        self._rows.append((lead, {key: value * inverse % _PRIME for key, value in row.items()}))


def _subtract(row: Row[K], times: int, other: Row[K]) -> list[K]:
    """Take `times` the other row from `row`; returns the unknowns that are new in it."""
    new: list[K] = []
    for key, value in other.items():
        held = row.get(key)
        left = ((held or 0) - times * value) % _PRIME
        if left:
            row[key] = left
            if held is None:
                new.append(key)
        else:
            row.pop(key, None)
    return new
