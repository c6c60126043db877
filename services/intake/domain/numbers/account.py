"""Accounts for every number of a book: what became of it, and whose it is when nothing did."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

__all__ = ["Account", "Record", "Reservation", "Span", "State", "Take", "Taker", "account_for"]

_SEEN_WITHIN = timedelta(seconds=45)
"""A process that is well says every ten seconds that it lives."""


class State(StrEnum):
    """What became of a number; only `unexplained` is a fault."""

    PAPER = "paper"  # below the first number of the book: for books of paper
    DOSSIER = "dossier"
    RESERVED = "reserved"  # an agency's software may still use it
    PROMISED = "promised"  # an Idempotency-Key holds it: filed when the client tries again
    HELD = "held"  # in the hands of a process that lives
    GIVEN_BACK = "given_back"  # not needed, and not taken again before its process stopped
    LOST = "lost"  # its process ended between taking and using it
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Take:
    """From `start` on, numbers were taken by one process, up to the next take; `at` is when that began."""

    start: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reservation:
    """Numbers from `start` up to, but without, `stop`; `client` is None for one made before clients were noted."""

    start: int
    stop: int
    client: str | None = None
    at: datetime | None = None


E = TypeVar("E", Take, Reservation)


@dataclass(frozen=True, slots=True)
class Taker:
    """A process; `spares` are the numbers of this book that it left unused when it stopped."""

    seen_at: datetime
    stopped_at: datetime | None = None
    spares: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known about a book. `filed` may hold numbers beyond `last`; then the book is wrong."""

    first: int
    last: int
    takes: Sequence[Take]
    reservations: Sequence[Reservation]
    takers: Mapping[str, Taker]
    filed: frozenset[int]
    promised: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one number; `by` is the process that took it, `client` who reserved it."""

    state: State
    by: str | None = None
    client: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive numbers, both ends included, with one fate."""

    start: int
    end: int
    fate: Fate

    @property
    def size(self) -> int:
        return self.end - self.start + 1


@dataclass(frozen=True, slots=True)
class Account:
    spans: tuple[Span, ...]

    def count(self, state: State) -> int:
        return sum(span.size for span in self.spans if span.fate.state is state)

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Everything that is no dossier."""
        return tuple(span for span in self.spans if span.fate.state is not State.DOSSIER)


def account_for(record: Record, now: datetime) -> Account:
    """Every number from 1 to the last one given, or to the last dossier if that lies beyond it."""
    end = max(record.last, *record.filed) if record.filed else record.last
    judge = _Judge(record, now)
    fates = ((number, judge(number)) for number in range(record.first, end + 1))
    spans = (_span(list(group)) for _, group in groupby(fates, key=itemgetter(1)))
    # Below the first number lie millions in the sandbox, all of one kind.
    paper = (Span(1, record.first - 1, Fate(State.PAPER)),) if record.first > 1 else ()
    return Account((*paper, *spans))


def _span(numbers: Sequence[tuple[int, Fate]]) -> Span:
    return Span(numbers[0][0], numbers[-1][0], numbers[0][1])


class _Judge:
    def __init__(self, record: Record, now: datetime) -> None:
        self._record = record
        self._now = now
        self._takes = sorted(record.takes, key=_start)
        self._reservations = sorted(record.reservations, key=_start)

    def __call__(self, number: int) -> Fate:
        record = self._record
        take = _last_before(self._takes, number)
        if take is None or number > record.last:
            return Fate(State.UNEXPLAINED)
        reservation = _last_before(self._reservations, number)
        reserved = reservation if reservation and number < reservation.stop else None
        if number in record.filed:
            return Fate(State.DOSSIER, client=reserved.client if reserved else None)
        if reserved:
            return Fate(State.RESERVED, take.by, reserved.client, reserved.at)
        return Fate(self._unused(take, number), take.by, at=take.at)

    def _unused(self, take: Take, number: int) -> State:
        if number in self._record.promised:
            return State.PROMISED
        taker = self._record.takers.get(take.by)
        if taker is None:
            return State.UNEXPLAINED
        if number in taker.spares:
            return State.GIVEN_BACK
        alive = taker.stopped_at is None and self._now - taker.seen_at <= _SEEN_WITHIN
        return State.HELD if alive else State.LOST


def _start(entry: Take | Reservation) -> int:
    return entry.start


def _last_before(entries: Sequence[E], number: int) -> E | None:
    """The last entry that starts at the number or below it."""
    index = bisect_right(entries, number, key=_start)
    return entries[index - 1] if index else None
