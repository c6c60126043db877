"""From a batch of events to what is written: new facts, and per counter the deltas that its fence has not seen.

A counter keeps, per fence (topic incarnation and partition), the offset of the last event whose delta is in it. An
event at or below that offset is never added again, however the batches are cut and whoever applies them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.stats.domain.entries import Contribution, deltas
from services.stats.domain.facts import UNKNOWN, Fact, TopicRules
from services.stats.domain.sums import Step, Sum, sums

NEVER: Final = -1  # below every offset


@dataclass(frozen=True, slots=True)
class Event:
    """One record to count; `change` is None for an event that moves the guard and changes nothing."""

    index: int
    fence: str
    offset: int
    subject: str
    seq: int
    change: Any


@dataclass(frozen=True, slots=True)
class Gap:
    """An event that cannot be applied because one before it is missing."""

    index: int
    expected: int
    seq: int


@dataclass(frozen=True, slots=True)
class CounterWrite:
    """One counter's update: valid only while every fence in `guards` still has the offset that was read (or None).

    `increments` may be empty: the fence moves all the same, or another cut of the batches would count half of it.
    """

    counter: str
    exists: bool
    guards: Mapping[str, int | None]
    fences: Mapping[str, int]
    increments: Mapping[str, int]


_Change = tuple[str, Sequence[int], str, int]  # fence, ascending offsets, path, amount at each of them


@dataclass(slots=True)
class Plan:
    """What events come to, given the facts that were read; `relisted` are those whose place in a list changed."""

    facts: dict[str, Fact] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)
    relisted: set[str] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    steps: dict[Step, list[int]] = field(default_factory=dict)
    applied: int = 0


def plan(events: Sequence[Event], known: Mapping[str, Fact], rules: TopicRules, begun: Plan | None = None) -> Plan:
    """Fold the events, in order, over the facts read; what the fences already hold is left out only in `writes`.

    `begun` is the plan of the events before them, which then goes on.
    """
    made = Plan() if begun is None else begun
    for event in events:
        fact = made.facts.get(event.subject) or known.get(event.subject, UNKNOWN)
        if event.seq <= fact.seq:
            continue  # a redelivery
        if fact.takes(event.seq, event.fence, event.offset):
            _apply(made, event, fact, rules)
        else:
            made.gaps.append(Gap(event.index, fact.seq + 1, event.seq))
    return made


def _apply(made: Plan, event: Event, fact: Fact, rules: TopicRules) -> None:
    made.applied += 1
    if event.change is None:
        made.facts[event.subject] = Fact(event.seq, fact.state, event.fence, event.offset)
        return
    old = made.contributions.get(event.subject)
    if old is None:
        old = rules.contribution(fact.state)
    state = rules.absorb(fact.state, event.change)
    new = rules.contribution(state)
    made.facts[event.subject] = Fact(event.seq, state, event.fence, event.offset)
    made.contributions[event.subject] = new
    if rules.listed is not None and rules.listed(fact.state) != rules.listed(state):
        made.relisted.add(event.subject)
    if new != old:
        made.steps.setdefault((event.fence, old, new), []).append(event.offset)


class Writing:
    """From the steps of a plan to the updates of counters, once their fences are known."""

    def __init__(self, steps: Mapping[Step, Sequence[int]]) -> None:
        self._steps = steps
        self._sums = sums(steps)
        self._touched: dict[int, Sequence[str]] = {}
        self._firsts: dict[str, int] = {}
        self._lasts: dict[str, int] = {}
        for (fence, _, _), offsets in steps.items():
            self._firsts[fence] = min(self._firsts.get(fence, offsets[0]), offsets[0])
            self._lasts[fence] = max(self._lasts.get(fence, NEVER), offsets[-1])

    @property
    def counters(self) -> Sequence[str]:
        """Return every counter that any event changes, even if it comes to nothing."""
        return list(self._sums.counters)

    def writes(self, fences: Mapping[str, Mapping[str, int]]) -> Iterator[CounterWrite]:
        """Yield the updates of all counters that have a delta beyond their fence, net zero included."""
        if all(self._is_behind(sum_, fences.get(counter)) for counter, sum_ in self._sums.counters.items()):
            return (self._whole(counter, sum_, fences.get(counter)) for counter, sum_ in self._sums.counters.items())
        return _beyond_fences(_changes(self._steps), fences)

    def _is_behind(self, sum_: Sum, read: Mapping[str, int] | None) -> bool:
        """Whether a counter has seen nothing of this batch, as when nobody died in the middle of it."""
        return not read or all(read.get(fence, NEVER) < self._firsts[fence] for fence in self._touching(sum_))

    def _touching(self, sum_: Sum) -> Sequence[str]:
        """Return the fences that touch a counter; many counters are touched by the same ones."""
        found = self._touched.get(sum_.fences)
        if found is None:
            found = self._touched[sum_.fences] = self._sums.touched_by(sum_.fences)
        return found

    def _whole(self, counter: str, sum_: Sum, read: Mapping[str, int] | None) -> CounterWrite:
        """All of the batch that this partition has for the counter is in it now, and nothing else of it ever comes."""
        touched = self._touching(sum_)
        guards = {fence: None if read is None else read.get(fence) for fence in touched}
        lasts = {fence: self._lasts[fence] for fence in touched}
        return CounterWrite(counter, read is not None, guards, lasts, sum_.amounts())


def _changes(steps: Mapping[Step, Sequence[int]]) -> dict[str, list[_Change]]:
    found: dict[str, list[_Change]] = {}
    for (fence, old, new), offsets in steps.items():
        for counter, path, amount in deltas(old, new):
            found.setdefault(counter, []).append((fence, offsets, path, amount))
    return found


def _beyond_fences(
    changes: Mapping[str, Sequence[_Change]], fences: Mapping[str, Mapping[str, int]]
) -> Iterator[CounterWrite]:
    for counter, rows in changes.items():
        read = fences.get(counter)
        reached: dict[str, int] = {}
        increments: dict[str, int] = {}
        for fence, offsets, path, amount in rows:
            beyond = _beyond(offsets, NEVER if read is None else read.get(fence, NEVER))
            if beyond:
                reached[fence] = max(reached.get(fence, NEVER), offsets[-1])
                increments[path] = increments.get(path, 0) + amount * beyond
        if reached:
            guards = {fence: None if read is None else read.get(fence) for fence in reached}
            nonzero = {path: amount for path, amount in increments.items() if amount}
            yield CounterWrite(counter, read is not None, guards, reached, nonzero)


def _beyond(offsets: Sequence[int], held: int) -> int:
    """Return how many of the ascending offsets the fence has not reached."""
    return len(offsets) if offsets[0] > held else len(offsets) - bisect_right(offsets, held)
