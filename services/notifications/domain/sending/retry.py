"""When a message is tried again that a provider surely did not take: by what the provider said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from services.kernel.retry_rules import growing_pause

__all__ = ["RetryClass", "RetryRule"]


@dataclass(frozen=True, slots=True)
class RetryClass:
    """How a kind of failure differs from the others: pauses so many times as long, and its own number of attempts."""

    pace: float = 1.0
    attempts: int | None = None


@dataclass(frozen=True, slots=True)
class RetryRule:
    """After a temporary failure: the first pause, doubled each time up to the longest, `attempts` in all.

    `classes` by reason; a name that ends with a star stands for all reasons that begin so, and the longest name wins.
    """

    attempts: int
    first: timedelta
    longest: timedelta
    classes: Mapping[str, RetryClass] = field(default_factory=dict)

    def pause(self, attempt: int) -> timedelta:
        """How long to wait after attempt number `attempt` (from 1)."""
        return growing_pause(self.first, self.longest, attempt)

    def of(self, reason: str) -> "RetryRule":
        """The rule for failures with this reason."""
        names = sorted((name for name in self.classes if _covers(name, reason)), key=len)
        if not names:
            return self
        found = self.classes[names[-1]]
        return RetryRule(found.attempts or self.attempts, self.first * found.pace, self.longest * found.pace)


def _covers(name: str, reason: str) -> bool:
    return reason.startswith(name[:-1]) if name.endswith("*") else reason == name
