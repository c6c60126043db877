"""Hides what moves change: at the places that need them, and at enough others for the sums over places to stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from services.stats.domain.dashboard.disclosure import Sum, hidden_parts
from services.stats.domain.dashboard.moves import Need, Place, places_of
from services.stats.domain.dashboard.span import Span
from services.stats.domain.dashboard.standing import Cell, Subject

__all__ = ["Hidden", "Hiding"]

Hidden = Mapping[Span, frozenset[Cell]]
"""Which counts of which subjects nobody sees, by span."""
CountsAt = Callable[[Place], Callable[[Subject], int]]


class _Solved(NamedTuple):
    secrets: Sequence[Subject]
    told: Sequence[object]
    hidden: frozenset[Subject]


@dataclass(slots=True)
class Hiding:
    """`figures` has what counts of a span are taken from; the same object as before means that they are as before.

    So what `known` has found need not be sought again while nothing has changed.
    """

    figures: Mapping[Span, object]
    sums: Sequence[Sum[Subject]]
    known: "Hiding | None" = None
    solved: dict[Need, _Solved] = field(default_factory=dict)

    def hide(self, needs: Mapping[Need, Sequence[Subject]], counts_at: CountsAt, least: int) -> Hidden:
        """Return what must be hidden so that each of these subjects is open to the moves that it needs."""
        found: dict[Span, set[Cell]] = {span: set() for span in self.figures}
        for need, secrets in sorted(needs.items()):
            places = list(places_of(need, self.figures))
            for subject in self._solve(need, places, secrets, counts_at, least):
                for place in places:
                    found[place.span].add((subject, place.name))
        self.known = None
        return {span: frozenset(cells) for span, cells in found.items()}

    def _solve(
        self, need: Need, places: Sequence[Place], secrets: Sequence[Subject], counts_at: CountsAt, least: int
    ) -> frozenset[Subject]:
        small = [place for place in places if place.name in need.move.small]
        told = [self.figures[place.span] for place in small]
        before = self.known.solved.get(need) if self.known else None
        if before is not None and before.secrets == secrets and _same(before.told, told):
            self.solved[need] = before
            return before.hidden
        columns = [counts_at(place) for place in small]
        values = {subject: [count(subject) for count in columns] for subject in _everybody(self.sums, secrets)}
        hidden = hidden_parts(values, self.sums, secrets, least)
        self.solved[need] = _Solved(secrets, told, hidden)
        return hidden


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(mine is theirs for mine, theirs in zip(one, other, strict=True))


def _everybody(sums: Sequence[Sum[Subject]], secrets: Sequence[Subject]) -> list[Subject]:
    return sorted({*secrets, *(key for each in sums for key in (each.total, *each.parts))})
