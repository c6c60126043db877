"""What a public page leaves out, so that no small count can be read or found by subtraction among places.

A count from 1 to below the threshold says something about few people. It is hidden, and with it whatever else of the
same sums is needed: an equation with a single unknown has no secret.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Generic, NamedTuple, TypeVar

from services.stats.domain.dashboard.exposed import exposed

__all__ = ["Sum", "hidden_parts"]

K = TypeVar("K", bound=Hashable)


class Sum(NamedTuple, Generic[K]):
    """The readers know that `total` is the sum of `parts`."""

    total: K
    parts: Sequence[K]


def hidden_parts(
    values: Mapping[K, Sequence[int]], sums: Sequence[Sum[K]], secrets: Collection[K], least: int
) -> frozenset[K]:
    """Return the secrets, and the others that must be hidden with them.

    Each has several values that are hidden together, in the same order; every sum must hold in each place, no value be
    negative, and every secret be something somewhere. Afterwards the sums leave every secret open: there are values
    other than the true ones that agree with all that is shown. And as far as any single sum tells, each small value
    could be `least` or more.
    """
    work = _Hiding(values, sums, secrets, least)
    work.close(range(len(sums)))
    while found := work.exposed():
        touched = work.cover(found)
        if not touched:
            return frozenset(values)
        work.close(touched)
    return frozenset(work.hidden)


@dataclass(slots=True)
class _Unknown:
    """The hidden parts of a sum: how many, and what they add up to in each place."""

    sums: list[int]
    parts: int = 0

    def add(self, values: Sequence[int]) -> None:
        self.parts += 1
        for place, value in enumerate(values):
            self.sums[place] += value


class _Hiding(Generic[K]):
    def __init__(
        self, values: Mapping[K, Sequence[int]], sums: Sequence[Sum[K]], secrets: Collection[K], least: int
    ) -> None:
        self._values = values
        self._sums = sums
        self._least = least
        self._secrets = frozenset(secrets)
        self._sums_of: dict[K, list[int]] = {}
        for number, each in enumerate(sums):
            for key in (each.total, *each.parts):
                self._sums_of.setdefault(key, []).append(number)
        width = len(next(iter(values.values()), ()))
        self._unknown = [_Unknown([0] * width) for _ in sums]
        self._is_narrow = width == 1
        self.hidden: set[K] = set()
        for key in secrets:
            self._hide(key)

    def close(self, numbers: Iterable[int]) -> None:
        """Hide companions until every one of these sums, and those that this touches, keeps its secrets.

        The shortest come first: they leave least choice, and what they hide often spares a long one another companion.
        """
        waiting = [self._turn(number) for number in numbers]
        heapify(waiting)
        while waiting:
            _, number = heappop(waiting)
            companion = None if self._is_safe(number) else self._companion(number)
            if companion is not None:
                self._hide(companion)
                for touched in self._sums_of[companion]:
                    heappush(waiting, self._turn(touched))

    def _turn(self, number: int) -> tuple[int, int]:
        return len(self._sums[number].parts), number

    def exposed(self) -> list[K]:
        """Return secrets whose values follow from several sums together, in the order in which they were given."""
        equations = (
            {key: 1 if key == each.total else -1 for key in (each.total, *each.parts) if key in self.hidden}
            for each in self._sums
        )
        found = exposed(equations) & self._secrets
        return [key for key in self._values if key in found]

    def cover(self, keys: Iterable[K]) -> list[int]:
        """Hide one more beside each of these; returns the sums that this touches.

        Where their own sums have nothing left to hide, every sum with secrets gives one: they are few, or everything
        is small anyway.
        """
        touched = [number for key in keys for number in self._hide_beside(self._sums_of[key])]
        return touched or [number for each in range(len(self._sums)) for number in self._hide_beside([each])]

    def _hide_beside(self, numbers: Iterable[int]) -> list[int]:
        for number in numbers:
            if not self._unknown[number].parts and self._sums[number].total not in self.hidden:
                continue
            companion = self._companion(number)
            if companion is not None:
                self._hide(companion)
                return self._sums_of[companion]
        return []

    def _hide(self, key: K) -> None:
        if key in self.hidden:
            return
        self.hidden.add(key)
        for number in self._sums_of.get(key, ()):
            if self._sums[number].total != key:
                self._unknown[number].add(self._values[key])

    def _is_safe(self, number: int) -> bool:
        unknown = self._unknown[number]
        if self._sums[number].total in self.hidden:
            return unknown.parts > 0
        return unknown.parts != 1 and not self._tight(number)

    def _tight(self, number: int) -> list[int]:
        """Return the places where the hidden parts of a shown total come to too little.

        Where only one value of each is hidden, none of them is nought; among several some may be.
        """
        unknown = self._unknown[number]
        enough = self._least + (unknown.parts - 1 if self._is_narrow else 0)
        return [place for place, value in enumerate(unknown.sums) if 0 < value < enough]

    def _companion(self, number: int) -> K | None:
        """The smallest shown part that is not nought, for the least loss; the total once there is none."""
        each, tight = self._sums[number], self._tight(number)
        shown = [part for part in each.parts if part not in self.hidden and any(self._values[part])]
        helping = [part for part in shown if any(self._values[part][place] for place in tight)] or shown
        if helping:
            return min(helping, key=lambda part: sum(self._values[part]))
        return None if each.total in self.hidden or not any(self._values[each.total]) else each.total
