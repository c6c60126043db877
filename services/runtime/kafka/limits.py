"""Bounds of a consumer, and the two that stop it: too many dead letters, or a long run of failures."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from services.runtime.settings import ServiceSettings


@dataclass(frozen=True, slots=True)
class ConsumerLimits:
    """Times are seconds; the defaults suit production."""

    batch_records: int = 500
    gather_seconds: float = 0.01
    commit_seconds: float = 0.05
    handler_seconds: float = 30.0
    backoff_first_seconds: float = 0.2
    backoff_most_seconds: float = 30.0
    crash_attempts: int = 3
    rebalance_seconds: float = 10.0
    drain_seconds: float = 8.0
    stall_seconds: float = 60.0
    session_seconds: float = 10.0
    letter_window: int = 1000
    letter_minimum: int = 50
    letter_ratio: float = 0.5
    failure_run: int = 100


def limits_of(settings: ServiceSettings) -> ConsumerLimits:
    """The bounds of a consumer that are settings."""
    return ConsumerLimits(stall_seconds=settings.stall_seconds, session_seconds=settings.session_seconds)


def backoff(limits: ConsumerLimits, attempt: int, random: Callable[[], float]) -> float:
    """Return the wait before retry number `attempt` (from 1): doubling, bounded, with half of it jitter."""
    longest = min(limits.backoff_most_seconds, limits.backoff_first_seconds * 2.0 ** min(attempt - 1, 30))
    return longest * (0.5 + random() / 2)


class FailureBounds:
    """Counts over the last records whether this consumer still does more good than harm."""

    def __init__(self, limits: ConsumerLimits) -> None:
        self._limits = limits
        self._window: deque[tuple[int, int]] = deque()
        self._records = 0
        self._letters = 0
        self._run = 0

    def would_exceed(self, records: int, letters: int) -> bool:
        """Say whether writing `letters` of the next `records` passes the bound; parked letters do not count."""
        if letters == 0:
            return False
        total, bad = self._records + records, self._letters + letters
        return bad >= self._limits.letter_minimum and bad > total * self._limits.letter_ratio

    def note(self, records: int, letters: int) -> None:
        """Count a batch that was settled; a success ends the run of failures."""
        self._run = 0
        self._window.append((records, letters))
        self._records += records
        self._letters += letters
        while len(self._window) > 1 and self._records - self._window[0][0] >= self._limits.letter_window:
            old_records, old_letters = self._window.popleft()
            self._records -= old_records
            self._letters -= old_letters

    def note_failure(self) -> bool:
        """Count one more failed batch in a row; say whether the run is too long."""
        self._run += 1
        return self._run >= self._limits.failure_run
