"""Tallies of the months of a year, and what of them the public sees on no page of that year."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from services.stats.domain.dashboard.hiding import Hidden, Hiding
from services.stats.domain.dashboard.moves import Move, Need, Place, happening
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.span import Extent, Span, group_of, span_of, spans_of
from services.stats.domain.dashboard.standing import Subject
from services.stats.domain.dashboard.tallied import ALL, Line, Tallied
from services.stats.domain.figures import Measures, summed_by

__all__ = ["Columns", "TallyYear"]

Columns = Callable[[Measures], tuple[int, ...]]
Row = tuple[str, str]
"""Agency and name."""
_FEWEST: Final = 2


class TallyYear:
    """`months` has measures by agency and name, by the number of the month; `counts` makes columns of them."""

    def __init__(
        self,
        columns: Sequence[str],
        counts: Columns,
        months: Mapping[int, Mapping[Row, Measures]],
        year: int,
        extent: Extent,
    ) -> None:
        self._columns = tuple(columns)
        self._counts = counts
        self._months = months
        self._extent = extent
        self._spans = spans_of(year, extent)
        self._every = happening("every", self._columns)
        self._rest = happening("rest", self._columns[1:])
        self._total = happening("total", (ALL, *self._columns))

    @cached_property
    def _tallies(self) -> Mapping[Span, Tallied]:
        return {span: self._tallied(span) for span in self._spans}

    def tallied(self, period: CalendarPeriod) -> Tallied:
        """Return what there is in a period of this year; of one that has nothing, nothing."""
        return self._tallies.get(span_of(period, self._extent)) or Tallied(self._columns, {})

    def line(self, period: CalendarPeriod, subject: Subject, name: str, least: int) -> Line:
        """Return the counts as the public sees them."""
        hidden = self._hidden_of(name, least).get(span_of(period, self._extent), frozenset())
        counts = self.tallied(period).counts(subject, name)
        return Line(counts, frozenset(column for column in counts if (subject, column) in hidden))

    def prepare(self, least: int) -> None:
        """Work out everything, so that no page waits for it."""
        for name in sorted({name for month in self._months.values() for _, name in month}):
            self._hidden_of(name, least)

    @cached_property
    def _hidden(self) -> dict[tuple[str, int], Hidden]:
        return {}

    def _tallied(self, span: Span) -> Tallied:
        months = (self._months.get(month, {}).items() for month in range(span.first, span.last + 1))
        summed = summed_by(row for month in months for row in month)
        return Tallied(self._columns, {row: self._counts(measures) for row, measures in summed.items()})

    def _hidden_of(self, name: str, least: int) -> Hidden:
        if (name, least) not in self._hidden:
            self._hidden[name, least] = self._hide(name, least)
        return self._hidden[name, least]

    def _hide(self, name: str, least: int) -> Hidden:
        if not self._spans:
            return {}
        whole = self._tallies[self._year]
        needs: dict[Need, list[Subject]] = {}
        for subject in whole.subjects:
            for need in dict.fromkeys(self._needs(subject, name, least)):
                needs.setdefault(need, []).append(subject)

        def counts_at(place: Place) -> Callable[[Subject], int]:
            tallied = self._tallies[place.span]
            return lambda subject: tallied.counts(subject, name)[place.name]

        return Hiding(self._tallies, whole.sums).hide(needs, counts_at, least)

    @cached_property
    def _year(self) -> Span:
        return max(self._spans, key=lambda span: span.last - span.first)

    def _needs(self, subject: Subject, name: str, least: int) -> Iterator[Need]:
        for span in self._spans:
            counts = self._tallies[span].counts(subject, name)
            turns = group_of(span, self._extent)
            yield from (Need(move, turns) for move in self._moves(counts, least))

    def _moves(self, counts: Mapping[str, int], least: int) -> Iterator[Move]:
        """The last columns are exchanged with one another where they are enough; with the first where they are not."""
        small = {column for column, count in counts.items() if 0 < count < least}
        if ALL in small:
            yield self._total
        rest = sum(counts[column] for column in self._columns[1:])
        if small - {ALL}:
            narrow = self._columns[0] not in small and rest >= least and len(self._columns) > _FEWEST
            yield self._rest if narrow else self._every
