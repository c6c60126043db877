"""Every selection of legs that the conditions and the optional legs of a route can lead to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import prod
from typing import Final

from services.kernel.catalogue.facts import CHANNEL, TAGS, Facts, holds
from services.kernel.catalogue.procedure import Condition, Leg

__all__ = ["MOST_SELECTIONS", "Selection", "Selections"]

MOST_SELECTIONS: Final = 4096
"""A route with more ways to go than this is beyond checking, and beyond understanding."""

_ELSE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """`missing` are the legs that dossiers with these `facts` do not have, or that nobody asked for."""

    facts: Condition
    missing: frozenset[str]

    def __str__(self) -> str:
        return ", ".join(f"{name}={'+'.join(sorted(values)) or 'else'}" for name, values in self.facts.items())


class Selections:
    """Values that no condition tells apart are one; `known` are the values that a fact may have."""

    def __init__(self, legs: Sequence[Leg], known: Facts) -> None:
        self._legs = legs
        self._names = sorted({name for leg in legs for name in leg.when})
        self._choices = [_choices(name, legs, known) for name in self._names]
        self._optional = [leg.id for leg in legs if leg.optional]

    @property
    def count(self) -> int:
        """How many there are at most."""
        return prod(map(len, self._choices)) << len(self._optional)

    def by_condition(self) -> Iterator[Selection]:
        """With every optional leg asked for; one for each set of legs."""
        seen: set[frozenset[str]] = set()
        for picked in product(*self._choices):
            facts = dict(zip(self._names, picked, strict=True))
            missing = frozenset(leg.id for leg in self._legs if not holds(leg.when, facts))
            if missing not in seen:
                seen.add(missing)
                yield Selection(facts, missing)

    def all(self) -> Iterator[Selection]:
        for selection in self.by_condition():
            for unasked in _subsets(self._optional):
                yield Selection(selection.facts, selection.missing | frozenset(unasked))


def _choices(name: str, legs: Iterable[Leg], known: Facts) -> list[frozenset[str]]:
    """One value for each that conditions tell apart; of tags a dossier may have several, of attributes none."""
    conditions = [leg.when[name] for leg in legs if name in leg.when]
    values = known[name] if name == CHANNEL else frozenset().union(*conditions)
    alike = {tuple(value in meant for meant in conditions): value for value in sorted(values, reverse=True)}
    if name == TAGS:
        return [frozenset(tags) for tags in _subsets(sorted(alike.values()))]
    different = [frozenset({value}) for value in sorted(alike.values())]
    return different if name == CHANNEL else [*different, _ELSE]


def _subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))
