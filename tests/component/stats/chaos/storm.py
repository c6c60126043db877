"""The events of many dossiers as a careless relay would publish them: again and again, and jumbled when they repeat.

First occurrences of a dossier keep their order, as the outbox guarantees; what comes again comes in any order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from services.runtime.kafka import OutgoingRecord
from tests.component.stats.feed import life, record_of

_AT_ONCE = 40
"""Dossiers whose events lie among each other."""


@dataclass
class Storm:
    """`events` counts what came for the first time, `again` what came once more."""

    dice: Random
    numbers: Iterator[int]
    events: int = 0
    again: int = 0
    _open: list[tuple[list[OutgoingRecord], int]] = field(default_factory=list)

    def wave(self, events: int) -> Iterator[OutgoingRecord]:
        """Yield records until so many events have come for the first time."""
        goal = self.events + events
        while self.events < goal:
            yield from self._next()

    def rest(self) -> Iterator[OutgoingRecord]:
        """Yield what is left of the dossiers that were begun."""
        while self._open:
            yield from self._step(len(self._open) - 1)

    def _next(self) -> Iterator[OutgoingRecord]:
        while len(self._open) < _AT_ONCE:
            events = enumerate(life(next(self.numbers)), 1)
            self._open.append(([record_of(event, seq) for seq, event in events], 0))
        yield from self._step(self.dice.randrange(len(self._open)))

    def _step(self, place: int) -> Iterator[OutgoingRecord]:
        """One new event of a dossier, or some of its old ones once more."""
        records, done = self._open[place]
        if done and self.dice.random() < 0.3:
            yield from self._repeated(records[:done])
            return
        yield records[done]
        self.events += 1
        self._open[place] = (records, done + 1)
        if done + 1 == len(records):
            del self._open[place]
            yield from self._repeated(records)

    def _repeated(self, records: Sequence[OutgoingRecord]) -> Iterator[OutgoingRecord]:
        for _ in range(self.dice.randrange(len(records) + 1)):
            self.again += 1
            yield self.dice.choice(records)
