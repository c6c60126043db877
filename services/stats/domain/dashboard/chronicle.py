"""All counts of the months around a year, and what of them the public sees on no page of that year."""

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from services.stats.domain.dashboard.counts import COUNTS, Counts
from services.stats.domain.dashboard.hiding import Hidden, Hiding
from services.stats.domain.dashboard.moves import Need, Place, needs_in
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.span import Extent, Span, span_of, spans_of
from services.stats.domain.dashboard.standing import Cell, Standing, Subject

__all__ = ["Chronicle", "Happened", "MonthCounts"]

_YEAR: Final = 12
_NO_TIERS: Final[Mapping[str, str]] = MappingProxyType({})
_AT: Final = {name: place for place, name in enumerate(COUNTS)}


class Happened(NamedTuple):
    """Whole dossiers of a month."""

    received: int = 0
    in_time: int = 0
    late: int = 0
    otherwise: int = 0


class MonthCounts(NamedTuple):
    """What happened in a month; what was pending, and of it late, at its end or now."""

    happened: Happened = Happened()
    pending: int = 0
    pending_late: int = 0


class Chronicle:
    """`months` has the smallest subjects by the number of the month: a year's, and those of the years beside it.

    `before` is what was pending when the first of them began. The pages of one moment must all be of the same
    chronicle. What the `earlier` one has found is taken over where nothing has changed since.
    """

    def __init__(
        self,
        months: Mapping[int, Mapping[Subject, MonthCounts]],
        before: Mapping[Subject, int],
        extent: Extent,
        tiers: Mapping[str, str] = _NO_TIERS,
        earlier: "Chronicle | None" = None,
    ) -> None:
        self._months = months
        self._before = before
        self._extent = extent
        self._tiers = tiers
        self._subjects = sorted({subject for month in months.values() for subject in month} | before.keys())
        alike = earlier is not None and (self._subjects, extent, tiers) == earlier._same_for_all  # noqa: SLF001 its own kind
        self._earlier = earlier if alike else None
        self._hidden: dict[int, Hidden] = {}
        self._hiding: dict[int, Hiding] = {}

    @cached_property
    def standings(self) -> Mapping[Span, Standing]:
        """Every month, quarter and year that has anything."""
        years = sorted({month // _YEAR for month in self._months})
        same = frozenset(self._same_months())
        return {span: self._standing(span, same) for year in years for span in spans_of(year, self._extent)}

    def standing(self, period: CalendarPeriod) -> Standing:
        """Return the counts of a period of these years; of one that has nothing, nothing."""
        return self.standings.get(self.span(period), _NOTHING)

    def hidden_in(self, period: CalendarPeriod, least: int) -> frozenset[Cell]:
        """Return what the public does not see of the period."""
        return self.hidden(least).get(self.span(period), frozenset())

    def span(self, period: CalendarPeriod) -> Span:
        return span_of(period, self._extent)

    def hidden(self, least: int) -> Hidden:
        """Return what the public does not see of each span."""
        if least not in self._hidden:
            known = self._earlier._hiding.get(least) if self._earlier else None  # noqa: SLF001 its own kind
            hiding = self._hiding[least] = Hiding(self.standings, self._whole.sums, known)
            self._hidden[least] = hiding.hide(self._needs(least), self._counts_at, least)
            self._earlier = None
        return self._hidden[least]

    @property
    def _same_for_all(self) -> tuple[object, ...]:
        return self._subjects, self._extent, self._tiers

    def _same_months(self) -> Iterator[int]:
        """Yield the months, and the one before all of them, that are as the earlier chronicle has them."""
        if self._earlier is None:
            return
        if self._earlier._before == self._before:  # noqa: SLF001 its own kind
            yield min(self._months) - 1
        yield from (month for month, counts in self._months.items() if self._earlier._months.get(month) == counts)  # noqa: SLF001 its own kind

    def _standing(self, span: Span, same: Container[int]) -> Standing:
        if self._earlier and all(month in same for month in range(span.first - 1, span.last + 1)):
            return self._earlier.standings[span]
        return Standing({subject: self._counts(subject, span) for subject in self._subjects}, self._tiers)

    def _counts(self, subject: Subject, span: Span) -> Counts:
        found = [self._of(subject, month) for month in range(span.first, span.last + 1)]
        received, in_time, late, otherwise = map(sum, zip(*(each.happened for each in found), strict=True))
        end = found[-1]
        return Counts(
            handled=in_time + late + otherwise + end.pending,
            carried=self._pending_before(subject, span.first),
            received=received,
            resolved=in_time + late + otherwise,
            judged=in_time + late,
            in_time=in_time,
            late=late,
            otherwise=otherwise,
            pending=end.pending,
            pending_in_time=end.pending - end.pending_late,
            pending_late=end.pending_late,
        )

    def _of(self, subject: Subject, month: int) -> MonthCounts:
        return self._months[month].get(subject, _NONE)

    def _pending_before(self, subject: Subject, month: int) -> int:
        return self._of(subject, month - 1).pending if month - 1 in self._months else self._before.get(subject, 0)

    def _counts_at(self, place: Place) -> Callable[[Subject], int]:
        counts, at = self.standings[place.span].counts, _AT[place.name]
        return lambda subject: counts[subject][at]

    def _needs(self, least: int) -> dict[Need, list[Subject]]:
        """Return who must be open to which moves."""
        found: dict[Need, set[Subject]] = {}
        for span, standing in self.standings.items():
            for need, subjects in needs_in(span, standing, least, self._extent).items():
                found.setdefault(need, set()).update(subjects)
        return {need: sorted(subjects) for need, subjects in found.items()}

    @property
    def _whole(self) -> Standing:
        """Every span has the same subjects."""
        return next(iter(self.standings.values()), _NOTHING)


_NONE: Final = MonthCounts()
_NOTHING: Final = Standing({})
