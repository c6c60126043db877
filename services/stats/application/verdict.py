"""What a verification found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHOWN: Final = 1_000
"""Differences that are named; whoever has more needs a rebuild, not a longer list."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`expected` by the recount against `found`; `place` is a cell of a counter or a fact."""

    counter: str
    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`moving` means that events kept coming, so differences may be in flight; try again when it is quiet."""

    facts: int
    cells: int
    differences: Sequence[Difference]
    moving: bool = False
