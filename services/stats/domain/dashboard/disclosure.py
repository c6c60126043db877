"""Which counts a public page leaves out, so that no small one can be read or found by subtraction.

A count from 1 to below the threshold says something about few people. It is hidden, and with it whatever else of the
same sums is needed: an equation with a single unknown has no secret. Nought is shown, it is about nobody.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Generic, NamedTuple, TypeVar

from services.stats.domain.dashboard.exposed import exposed

__all__ = ["Sum", "hidden_cells"]

K = TypeVar("K", bound=Hashable)


class Sum(NamedTuple, Generic[K]):
    """The readers know that `total` is the sum of `parts`."""

    total: K
    parts: Sequence[K]


def hidden_cells(
    values: Mapping[K, int], sums: Sequence[Sum[K]], least: int, withheld: Collection[K] = ()
) -> frozenset[K]:
    """Return the keys to hide; every sum must hold among `values`, and no value be negative.

    Afterwards no small value follows from the shown ones and the sums, and as far as any single sum tells, each
    hidden value could be `least` or more. `withheld` ones are shown nowhere whatever they are, nought included, so
    they protect others; of them only the small ones are secrets.
    """
    work = _Hiding(values, sums, least, withheld)
    work.close(range(len(sums)))
    while found := work.exposed():
        work.close(work.cover(found))
    return frozenset(work.hidden)


@dataclass(slots=True)
class _Unknown:
    """The hidden parts of a sum: how many, what they add up to, how many are withheld, and how many are secrets."""

    parts: int = 0
    sum: int = 0
    withheld: int = 0
    secrets: int = 0

    def add(self, value: int, withheld: bool, secret: bool) -> None:  # noqa: FBT001 three facts of one part
        self.parts += 1
        self.sum += value
        self.withheld += withheld
        self.secrets += secret

    @property
    def least_of_others(self) -> int:
        """What all but one of them come to at least."""
        return self.parts - self.withheld if self.withheld else self.parts - 1


class _Hiding(Generic[K]):
    def __init__(self, values: Mapping[K, int], sums: Sequence[Sum[K]], least: int, withheld: Collection[K]) -> None:
        self._values = values
        self._sums = sums
        self._least = least
        self._sums_of: dict[K, list[int]] = {}
        for number, each in enumerate(sums):
            for key in (each.total, *each.parts):
                self._sums_of.setdefault(key, []).append(number)
        self._withheld = frozenset(withheld)
        self._small = frozenset(key for key, value in values.items() if 0 < value < least)
        self.hidden: set[K] = set()
        self._unknown = [_Unknown() for _ in sums]
        for key in (*self._small, *self._withheld):
            self._hide(key)

    def close(self, numbers: Iterable[int]) -> None:
        """Hide companions until every one of these sums, and those that this touches, keeps its secrets.

        The shortest come first: they leave least choice, and what they hide often spares a long one another companion.
        """
        waiting = [self._turn(number) for number in numbers]
        heapify(waiting)
        while waiting:
            _, number = heappop(waiting)
            companion = None if self._is_safe(number) else self._companion(self._sums[number])
            if companion is not None:
                self._hide(companion)
                for touched in self._sums_of[companion]:
                    heappush(waiting, self._turn(touched))

    def _turn(self, number: int) -> tuple[int, int]:
        return len(self._sums[number].parts), number

    def exposed(self) -> set[K]:
        """Return small ones whose values follow from several sums together."""
        equations = (
            {key: 1 if key == each.total else -1 for key in (each.total, *each.parts) if key in self.hidden}
            for each in self._sums
        )
        return exposed(equations) & self._small

    def cover(self, keys: Iterable[K]) -> list[int]:
        """Hide one more cell beside each of these; returns the sums that this touches.

        Where their own sums have nothing left to hide, every sum with secrets gives one: they are few, or everything
        is small anyway.
        """
        touched = [number for key in keys for number in self._hide_beside(self._sums_of[key])]
        return touched or [number for each in range(len(self._sums)) for number in self._hide_beside([each])]

    def _hide_beside(self, numbers: Iterable[int]) -> list[int]:
        for number in numbers:
            each = self._sums[number]
            if not self._unknown[number].parts and each.total not in self.hidden:
                continue
            companion = self._companion(each)
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
                self._unknown[number].add(self._values[key], key in self._withheld, self._is_secret(key))

    def _is_safe(self, number: int) -> bool:
        """With a shown total, the hidden parts share what is left; each is at least 1 unless it is withheld anyway."""
        unknown, total = self._unknown[number], self._sums[number].total
        if total in self.hidden:
            return unknown.parts > 0 or not self._is_secret(total)
        return unknown.secrets == 0 or (unknown.parts > 1 and unknown.sum >= self._least + unknown.least_of_others)

    def _is_secret(self, key: K) -> bool:
        """Hidden for its own sake or to protect another, not only because its kind is never shown."""
        return key in self._small or key not in self._withheld

    def _companion(self, each: Sum[K]) -> K | None:
        """The smallest shown part that is not nought, for the least loss; the total once there is none."""
        shown = [part for part in each.parts if part not in self.hidden and self._values[part] > 0]
        if shown:
            return min(shown, key=lambda part: self._values[part])
        return None if each.total in self.hidden or not self._values[each.total] else each.total
