"""What a record comes to, told piece by piece: each of its events says something once, anew, or in addition.

Messages and the records of a desk are counted so; their translations say what is told and how it stands to what was
told before.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from services.stats.domain.activity.combined import combined
from services.stats.domain.cells import RecordCell
from services.stats.domain.entries import NOTHING, Contribution, Entry

_CACHED: Final = 16_384  # contributions of one telling, about 1 KiB each


class Manner(StrEnum):
    """How a telling stands to an earlier one of the same name.

    ONCE: the first one stays. ANEW: it takes its place. REVISED: the amounts change, where and when they are counted
    stays. ADDED: the amounts grow, counted where and when the first ones are.
    """

    ONCE = "once"
    ANEW = "anew"
    REVISED = "revised"
    ADDED = "added"


Amounts = tuple[tuple[str, int], ...]
"""Measures with their amounts; zero counts nothing."""


class Said(NamedTuple):
    """Amounts, the day they are counted on, and their dimensions."""

    cell: RecordCell
    day: date
    amounts: Amounts


class Telling(NamedTuple):
    """One thing that an event says of its record, under a name of its own.

    `beside` names what it is a part of: it is counted where and when that one is, and not at all without it. So a share
    of the two is a share over any days: an answer in January to an invitation of December is one of December's.
    """

    name: str
    said: Said
    manner: Manner = Manner.ONCE
    beside: str | None = None


RecordChange = tuple[Telling, ...]
RecordState = tuple[tuple[str, Said], ...]
"""What was said, by name, in the order in which it was first told."""


def absorb(state: RecordState | None, change: RecordChange) -> RecordState:
    """Return the state after one event of the record; what is told anew without amounts is taken back."""
    known = dict(state or ())
    for telling in change:
        placed = _placed(telling, known)
        if placed is not None:
            held = known.get(placed.name)
            known[placed.name] = placed.said if held is None else _after(held, placed)
    return tuple(item for item in known.items() if item[1].amounts)


def contribution(state: RecordState | None) -> Contribution:
    """Return what the record adds to the counters."""
    return NOTHING if not state else combined([_entries(said) for _, said in state])


def _placed(telling: Telling, known: Mapping[str, Said]) -> Telling | None:
    if telling.beside is None:
        return telling
    whole = known.get(telling.beside)
    return None if whole is None else telling._replace(said=whole._replace(amounts=telling.said.amounts))


def _after(held: Said, telling: Telling) -> Said:
    match telling.manner:
        case Manner.ONCE:
            return held
        case Manner.ANEW:
            return telling.said
        case Manner.REVISED:
            return held._replace(amounts=telling.said.amounts)
        case Manner.ADDED:
            return held._replace(amounts=_summed((*held.amounts, *telling.said.amounts)))


def _summed(amounts: Iterable[tuple[str, int]]) -> Amounts:
    totals: dict[str, int] = {}
    for measure, amount in amounts:
        totals[measure] = totals.get(measure, 0) + amount
    return tuple(totals.items())


@lru_cache(_CACHED)
def _entries(said: Said) -> Contribution:
    return frozenset(Entry(said.cell, measure, said.day, amount) for measure, amount in said.amounts if amount)
