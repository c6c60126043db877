"""Which counts a public page leaves out, so that no small one can be read or found by subtraction.

A count from 1 to below the threshold says something about few people. It is hidden, and with it whatever else of the
same sums is needed: an equation with a single unknown has no secret. Nought is shown, it is about nobody.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
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
        self.hidden = {*self._small, *self._withheld}

    def close(self, numbers: Iterable[int]) -> None:
        """Hide companions until every one of these sums, and those that this touches, keeps its secrets."""
        waiting = list(numbers)
        while waiting:
            number = waiting.pop()
            companion = None if self._is_safe(self._sums[number]) else self._companion(self._sums[number])
            if companion is not None:
                self.hidden.add(companion)
                waiting.extend(self._sums_of[companion])

    def exposed(self) -> set[K]:
        """Return small ones whose values follow from several sums together."""
        equations = (
            {key: 1 if key == each.total else -1 for key in (each.total, *each.parts) if key in self.hidden}
            for each in self._sums
        )
        return exposed(equations) & self._small

    def cover(self, keys: Iterable[K]) -> list[int]:
        """Hide one more cell beside each of these, or any that a sum with secrets shows; returns the sums touched."""
        touched: list[int] = []
        for key in keys:
            touched.extend(self._hide_one(self._sums_of[key]))
        return touched or self._hide_one(range(len(self._sums)))

    def _hide_one(self, numbers: Iterable[int]) -> list[int]:
        for number in numbers:
            each = self._sums[number]
            if self.hidden.isdisjoint((each.total, *each.parts)):
                continue
            companion = self._companion(each)
            if companion is not None:
                self.hidden.add(companion)
                return self._sums_of[companion]
        return []

    def _is_safe(self, each: Sum[K]) -> bool:
        """With a shown total, the hidden parts share what is left; each is at least 1 unless it is withheld anyway."""
        unknown = [part for part in each.parts if part in self.hidden]
        if each.total in self.hidden:
            return bool(unknown) or not self._is_secret(each.total)
        if not any(map(self._is_secret, unknown)):
            return True
        least_each = sum(part not in self._withheld for part in unknown)
        others = least_each if least_each < len(unknown) else least_each - 1
        return len(unknown) > 1 and sum(self._values[part] for part in unknown) >= self._least + others

    def _is_secret(self, key: K) -> bool:
        """Hidden for its own sake or to protect another, not only because its kind is never shown."""
        return key in self._small or key not in self._withheld

    def _companion(self, each: Sum[K]) -> K | None:
        """The smallest shown part that is not nought, for the least loss; the total once there is none."""
        shown = [part for part in each.parts if part not in self.hidden and self._values[part] > 0]
        if shown:
            return min(shown, key=lambda part: self._values[part])
        return None if each.total in self.hidden or not self._values[each.total] else each.total
