"""How long things took: counts by buckets of one ladder, so that counters of any period add up.

A bucket is named by its upper bound in minutes and holds what took longer than the bound before it and at most its
own. A percentile is therefore known as "at most n minutes", never as a figure between two bounds.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

LADDER: Final = (
    *(1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 960),
    *(1_440, 2_880, 5_760, 10_080, 20_160, 43_200),  # a day, two, four, a week, two, thirty days
)
"""Upper bounds in minutes. Stored with the counters: a change of it changes the rules of every topic that uses it."""

BEYOND: Final = "more"
"""The bucket above the ladder: it has no upper bound."""

MARK: Final = ":"
_MINUTE: Final = timedelta(minutes=1)


def bucket(elapsed: timedelta) -> str:
    """Return the bucket of a duration; begun minutes count whole, one that ran backwards counts as none."""
    return bucket_of(-(-elapsed // _MINUTE))


def bucket_of_completed(minutes: int) -> str:
    """Return the bucket of minutes that were rounded down: it took less than one more, and is only sure to be that."""
    return bucket_of(minutes + 1)


def bucket_of(minutes: int) -> str:
    """Return the bucket of whole minutes."""
    place = bisect_left(LADDER, minutes)
    return BEYOND if place == len(LADDER) else str(LADDER[place])


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many fell into each bucket, from the shortest; `counts` has one more place than the ladder."""

    counts: tuple[int, ...]

    @property
    def number(self) -> int:
        return sum(self.counts)

    def at_most(self, percent: int) -> int | None:
        """Return the minutes that this share of all took at most, by nearest rank; None out of nothing, or above."""
        rank = max(1, -(-percent * self.number // 100))
        seen = 0
        for bound, counted in zip(LADDER, self.counts, strict=False):
            seen += counted
            if seen >= rank:
                return bound
        return None


def histogram(measures: Mapping[str, int], measure: str) -> Histogram:
    """Return the histogram of `measure` from summed cells that hold `measure:bucket`."""
    names = (*(str(bound) for bound in LADDER), BEYOND)
    return Histogram(tuple(measures.get(f"{measure}{MARK}{name}", 0) for name in names))
