"""How sending is bounded in time and number."""

from dataclasses import dataclass
from datetime import timedelta

from services.notifications.domain.machine import SendingRules

__all__ = ["SendingPolicy"]


@dataclass(frozen=True, slots=True)
class SendingPolicy:
    """`provider` is how long an answer may take; `lease`, far longer, until others may call a message lost.

    `concurrency` is how many messages are at the provider at once, `batch` how many are claimed together.
    """

    provider: timedelta
    lease: timedelta
    rules: SendingRules
    concurrency: int
    batch: int
