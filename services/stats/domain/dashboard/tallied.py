"""Counts by agency and by something else, such as a leg or a channel, with their sums and what the public sees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from services.stats.domain.dashboard.disclosure import Sum, hidden_cells
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.rates import Rate

__all__ = ["Line", "Tallied"]

_ALL: Final = "all"
Key = tuple[Subject, str]
Cell = tuple[Subject, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Counts by column, with their sum as `all`; `hidden` ones may not be seen here."""

    counts: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> int | None:
        return None if column in self.hidden else self.counts.get(column, 0)

    def share(self, column: str) -> Rate | None:
        """Return which part of all that column is, None where it would tell a hidden count."""
        return None if self.hidden else Rate(self.counts.get(column, 0), self.counts.get(_ALL, 0))


class Tallied:
    """`cells` are by agency and name, with a count for each of the `columns`."""

    def __init__(self, columns: Sequence[str], cells: Mapping[tuple[str, str], Sequence[int]]) -> None:
        self.columns = tuple(columns)
        self._counts: dict[Key, list[int]] = {}
        self._below: dict[Subject, set[Subject]] = {}
        for (code, name), counts in cells.items():
            self._put(agency(code), name, counts)

    def parts(self, whole: Subject) -> list[Subject]:
        return sorted(self._below.get(whole, ()))

    def names(self, subject: Subject) -> list[str]:
        """Return the names that have anything there, those with most first."""
        sums = {name: sum(counts) for (where, name), counts in self._counts.items() if where == subject}
        return sorted((name for name, count in sums.items() if count), key=lambda name: (-sums[name], name))

    def line(self, subject: Subject, name: str, least: int | None) -> Line:
        """Return the counts; with `least` as the public sees them."""
        counts = self._counts.get((subject, name))
        if counts is None:
            return Line()
        shown = dict(zip(self.columns, counts, strict=True)) | {_ALL: sum(counts)}
        hidden = frozenset[Cell]() if least is None else self._hidden_from_public(least)
        return Line(shown, frozenset(column for column in shown if (subject, name, column) in hidden))

    def _put(self, who: Subject, name: str, counts: Sequence[int]) -> None:
        for subject in (who, province(who.within), NATION):
            held = self._counts.setdefault((subject, name), [0] * len(self.columns))
            for place, count in enumerate(counts):
                held[place] += count
        self._below.setdefault(province(who.within), set()).add(who)
        self._below.setdefault(NATION, set()).add(province(who.within))

    def _hidden_from_public(self, least: int) -> frozenset[Cell]:
        if least not in self._hidden:
            values: dict[Cell, int] = {}
            for (subject, name), counts in self._counts.items():
                values |= {(subject, name, column): count for column, count in zip(self.columns, counts, strict=True)}
                values[subject, name, _ALL] = sum(counts)
            self._hidden[least] = hidden_cells(values, list(self._sums()), least)
        return self._hidden[least]

    @cached_property
    def _hidden(self) -> dict[int, frozenset[Cell]]:
        return {}

    def _sums(self) -> Iterator[Sum[Cell]]:
        for subject, name in self._counts:
            yield Sum((subject, name, _ALL), [(subject, name, column) for column in self.columns])
            parts = [part for part in self._below.get(subject, ()) if (part, name) in self._counts]
            for column in (*self.columns, _ALL) if parts else ():
                yield Sum((subject, name, column), [(part, name, column) for part in parts])
