"""How long to wait before trying again, and when to give up."""

from dataclasses import dataclass
from datetime import timedelta

__all__ = ["RetryRules"]

_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class RetryRules:
    """After a failure the next try waits `first`, doubled each time up to `longest`; `most` in a row end it."""

    first: timedelta
    longest: timedelta
    most: int

    def pause(self, failures: int, jitter: float) -> timedelta:
        """Before the next try; `jitter` from 0 to 1 takes off up to half, so that those who failed together part."""
        doubled: timedelta = self.first * 2 ** min(failures - 1, _DOUBLINGS)
        return min(self.longest, doubled) * (1 - jitter / 2)
