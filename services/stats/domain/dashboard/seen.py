"""Counts as a page shows them: some may be hidden, and then so is every rate that would tell them."""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Self

from services.stats.domain.dashboard.counts import COUNTS, NOTHING, Counts
from services.stats.domain.dashboard.standing import Cell, Subject
from services.stats.domain.rates import Rate

__all__ = ["Seen"]

_JUDGED = frozenset({"in_time", "late"})


@dataclass(frozen=True, slots=True)
class Seen:
    """`hidden` names counts that nobody here may see."""

    counts: Counts = NOTHING
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, subject: Subject, counts: Counts, cells: Container[Cell] | None) -> Self:
        """`cells` are hidden from the public; None is for who sees all."""
        if cells is None:
            return cls(counts)
        return cls(counts, frozenset(name for name in COUNTS if (subject, name) in cells))

    def __getitem__(self, name: str) -> int | None:
        """Return a count, None for a hidden one."""
        return None if name in self.hidden else int(getattr(self.counts, name))

    def without_small(self, least: int) -> "Seen":
        """Return the same with every small count hidden."""
        small = (name for name, value in zip(COUNTS, self.counts, strict=True) if 0 < value < least)
        return replace(self, hidden=self.hidden.union(small))

    @property
    def on_time(self) -> Rate | None:
        """None where it would tell a hidden count."""
        return None if self.hidden & _JUDGED else self.counts.on_time
