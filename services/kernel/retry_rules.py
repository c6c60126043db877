"""How long to wait before trying again, and when to give up."""

from dataclasses import dataclass
from datetime import timedelta

__all__ = ["RetryRules", "growing_pause"]

_DOUBLINGS = 20


def growing_pause(first: timedelta, longest: timedelta, failures: int, jitter: float = 0.0) -> timedelta:
    """`first` after one failure, doubled with each more up to `longest`.

    `jitter` from 0 to 1 takes off up to half, so that those who failed together part.
    """
    # The exponent is bounded first: timedelta overflows before `longest` could cut it.
    doubled: timedelta = first * 2 ** min(failures - 1, _DOUBLINGS)
    return min(longest, doubled) * (1 - jitter / 2)


@dataclass(frozen=True, slots=True)
class RetryRules:
    """After a failure the next try waits `first`, doubled each time up to `longest`; `most` in a row end it."""

    first: timedelta
    longest: timedelta
    most: int

    def pause(self, failures: int, jitter: float) -> timedelta:
        """Before the next try; `jitter` as in `growing_pause`."""
        return growing_pause(self.first, self.longest, failures, jitter)
