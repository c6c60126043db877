"""The line to a foreign system: how it is reached, how far that has got, and whether it works just now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.kernel.retry_rules import RetryRules

__all__ = ["Line", "LineState"]


class LineState(StrEnum):
    """OPEN_CIRCUIT: it failed so often that a single message tries whether it is back. GONE: it wants nothing more."""

    READY = "ready"
    FAILING = "failing"
    OPEN_CIRCUIT = "open_circuit"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Line:
    """`secret` is sealed and signs both ways; `keyid` names the key by which its replies become signed reports.

    `public_key` (Ed25519, base64) is for systems that sign their replies with a key of their own; `address` is None
    for a folder. `reason` is why the last try failed, `failures` count since the last success.
    """

    system: str
    keyid: str
    secret: str
    due_at: datetime
    address: str | None = None
    public_key: str | None = None
    gone: bool = False
    failures: int = 0
    reason: str | None = None
    delivered: int = 0
    delivered_at: datetime | None = None

    def state(self, rules: RetryRules) -> LineState:
        if self.gone:
            return LineState.GONE
        if self.failures >= rules.most:
            return LineState.OPEN_CIRCUIT
        return LineState.FAILING if self.failures else LineState.READY

    def width(self, at_once: int) -> int:
        """How many messages may be under way: one alone tries a line that failed."""
        return 1 if self.failures else at_once

    def delivering(self, messages: int, at: datetime) -> "Line":
        """It took so many."""
        return replace(
            self, delivered=self.delivered + messages, delivered_at=at, due_at=at, failures=0, reason=None, gone=False
        )

    def failing(
        self, reason: str, at: datetime, rules: RetryRules, jitter: float, wait: timedelta = timedelta(0)
    ) -> "Line":
        """Rest, longer each time, as long as it may be with an open circuit; at least as long as it asks itself."""
        failures = self.failures + 1
        pause = rules.pause(failures, jitter) if failures < rules.most else rules.longest * (1 - jitter / 2)
        due_at = at + max(pause, min(wait, rules.longest))
        return replace(self, failures=failures, reason=reason, due_at=due_at)

    def leaving(self, reason: str) -> "Line":
        """It said that nobody is there any more; an operator may connect it again."""
        return replace(self, gone=True, reason=reason, failures=self.failures + 1)

    def retried(self, at: datetime) -> "Line":
        """An operator says that it is back."""
        return replace(self, gone=False, failures=0, reason=None, due_at=at)
