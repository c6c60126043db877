"""Counts by agency and by something else, such as a leg or a channel, with their sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.stats.domain.dashboard.disclosure import Sum
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.rates import Rate

__all__ = ["ALL", "Line", "Tallied"]

ALL: Final = "all"
Key = tuple[Subject, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Counts by column, with their sum as `all`; `hidden` ones may not be seen here."""

    counts: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> int | None:
        return None if column in self.hidden else self.counts.get(column, 0)

    def share(self, column: str) -> Rate | None:
        """Return which part of all that column is, None where it would tell a hidden count."""
        return None if self.hidden & {column, ALL} else Rate(self.counts.get(column, 0), self.counts.get(ALL, 0))


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

    def counts(self, subject: Subject, name: str) -> Mapping[str, int]:
        """Return the counts by column, with their sum."""
        counts = self._counts.get((subject, name), [0] * len(self.columns))
        return dict(zip(self.columns, counts, strict=True)) | {ALL: sum(counts)}

    @property
    def subjects(self) -> list[Subject]:
        return sorted({subject for subject, _ in self._counts})

    @property
    def sums(self) -> list[Sum[Subject]]:
        """Return which places are what others add up to, for every name and column."""
        return [Sum(whole, sorted(parts)) for whole, parts in sorted(self._below.items())]

    def _put(self, who: Subject, name: str, counts: Sequence[int]) -> None:
        for subject in (who, province(who.within), NATION):
            held = self._counts.setdefault((subject, name), [0] * len(self.columns))
            for place, count in enumerate(counts):
                held[place] += count
        self._below.setdefault(province(who.within), set()).add(who)
        self._below.setdefault(NATION, set()).add(province(who.within))
