"""Guessing is slowed down: after some failures a login waits, twice as long after each further one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.retry_rules import growing_pause

__all__ = ["Attempts", "LockRules"]


@dataclass(frozen=True, slots=True)
class LockRules:
    """`failures` are free; then the login waits `first`, doubled with each further failure, at most `longest`."""

    failures: int
    first: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures in a row under one login, known or not: an answer must not tell which logins exist."""

    failures: int = 0
    locked_until: datetime | None = None
    last_at: datetime | None = None

    def locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until

    def failed(self, now: datetime, rules: LockRules) -> "Attempts":
        """One more; what lies further back than the longest wait is forgotten."""
        forgotten = self.last_at is not None and now - self.last_at > rules.longest
        failures = 1 if forgotten else self.failures + 1
        beyond = failures - rules.failures
        if beyond < 0:
            return Attempts(failures, None, now)
        return Attempts(failures, now + growing_pause(rules.first, rules.longest, beyond + 1), now)
