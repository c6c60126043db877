"""Figures of a period from summed cells: sums of what happened in it, prefix sums for what stood at its end."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from services.kernel.status import Outcome
from services.stats.domain.cells import unescape
from services.stats.domain.dossiers import CLEARED, DUE, ENDED_LATE, GROUPS, RECEIVED, REFUSED, RESOLVED
from services.stats.domain.filters import Filters
from services.stats.domain.rates import Rate

RESOLVED_OUTCOMES: Final = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE, Outcome.WITHDRAWN, Outcome.STOPPED)
_MARK: Final = ":"

Measures = dict[str, int]
K = TypeVar("K", bound=Hashable)
Group = tuple[str, str]  # procedure reference, profile key


def sum_cells(trees: Iterable[Mapping[str, Any]], filters: Filters) -> dict[Group, Measures]:
    """Sum the cells of day or month counters by procedure and profile, as far as the filters accept them."""
    return summed_by(
        ((procedure, profile), cell)
        for tree in trees
        for escaped, profiles in tree.items()
        for procedure in (unescape(escaped),)
        for profile, cell in profiles.items()
        if filters.accepts(procedure, profile)
    )


def _add(measures: Measures, more: Mapping[str, int]) -> None:
    for name, amount in more.items():
        measures[name] = measures.get(name, 0) + amount


def summed_by(rows: Iterable[tuple[K, Mapping[str, int]]]) -> dict[K, Measures]:
    """Add up measures that have the same key."""
    summed: dict[K, Measures] = {}
    for key, measures in rows:
        _add(summed.setdefault(key, {}), measures)
    return summed


def counted_by(rows: Iterable[tuple[K, int]]) -> dict[K, int]:
    """Add up numbers that have the same key."""
    counted: dict[K, int] = {}
    for key, number in rows:
        counted[key] = counted.get(key, 0) + number
    return counted


def total(groups: Iterable[Measures]) -> Measures:
    """Add up measures of several groups."""
    summed: Measures = {}
    for measures in groups:
        _add(summed, measures)
    return summed


def of(measures: Mapping[str, int], measure: str) -> int:
    """Return a measure over all outcomes that it is told apart by."""
    return sum(amount for name, amount in measures.items() if name.partition(_MARK)[0] == measure)


def over_outcomes(measures: Mapping[str, int]) -> Measures:
    """Return every measure over all outcomes at once, for whoever asks for many of them."""
    return counted_by((name.partition(_MARK)[0], amount) for name, amount in measures.items())


def by_outcome(measures: Mapping[str, int], measure: str, outcome: str) -> int:
    return measures.get(f"{measure}{_MARK}{outcome}", 0)


def unfinished_day(measures: Measures) -> Measures:
    """Return what a day that is not over adds to sums: of what is due on it, only what is cleared by now.

    The rest is in time until the day ends; whoever was late before and ended today is late no more.
    """
    return measures | {DUE: of(measures, CLEARED) - of(measures, ENDED_LATE)}


@dataclass(frozen=True, slots=True)
class Figures:
    """What reports show of a group of dossiers: `during` happened in the period, `until` up to its last day."""

    during: Measures = field(default_factory=dict)
    until: Measures = field(default_factory=dict)

    @property
    def received(self) -> int:
        return of(self.during, RECEIVED)

    @property
    def interlinked_groups(self) -> int:
        """Parents received in the period; their children are among the received."""
        return of(self.during, GROUPS)

    @property
    def refused(self) -> int:
        return of(self.during, REFUSED)

    @property
    def resolved(self) -> dict[str, int]:
        return {outcome.value: by_outcome(self.during, RESOLVED, outcome) for outcome in RESOLVED_OUTCOMES}

    @property
    def pending(self) -> int:
        return of(self.until, RECEIVED) - of(self.until, RESOLVED)

    @property
    def pending_late(self) -> int:
        return of(self.until, DUE) - of(self.until, CLEARED)

    @property
    def pending_in_time(self) -> int:
        return self.pending - self.pending_late

    @property
    def rates(self) -> dict[str, Rate]:
        """On time and late of those judged by a due date; completion and pending in time as domain §14 has them.

        Withdrawn and stopped dossiers are resolved but judged by none, so they are in neither of the first two: form 06
        counts them in (8+9)/7 and 10/7, and says so in its labels.
        Articles take the received as the base as well (003, 002), so that share stands beside the one of the judged;
        as in column 3 of form 06, what was carried over is among the received, or the share could pass the whole.
        """
        resolved = self.resolved
        in_time, ended = resolved["early"] + resolved["on_time"], sum(resolved.values())
        there = ended + self.pending
        judged = in_time + resolved["late"]
        return {
            "on_time": Rate(in_time, judged, label="(early + on time) / (early + on time + late)"),
            "on_time_of_received": Rate(in_time, there, label="(early + on time) / (resolved + pending)"),
            "late": Rate(resolved["late"], judged, label="late / (early + on time + late)"),
            "completion": Rate(ended, there, label="resolved / (resolved + pending)"),
            "pending_in_time": Rate(self.pending_in_time, self.pending, label="pending in time / pending"),
        }
