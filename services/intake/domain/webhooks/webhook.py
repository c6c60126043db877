"""A webhook: where an agency's feed is sent, how far that has got, and when it is given up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from services.kernel.agency_code import AgencyCode
from services.kernel.retry_rules import RetryRules

__all__ = ["Webhook"]


@dataclass(frozen=True, slots=True)
class Webhook:
    """`cursor` is the last entry that its owner acknowledged; `secret` is sealed.

    `reason` says why the last try failed, or why it is disabled; `failures` counts since the last success.
    """

    id: str
    client_id: str
    agencies: tuple[AgencyCode, ...]
    sandbox: bool
    url: str
    secret: str
    created_at: datetime
    due_at: datetime
    cursor: str = ""
    state: Literal["active", "disabled"] = "active"
    failures: int = 0
    reason: str | None = None
    delivered: int = 0
    delivered_at: datetime | None = None

    def acknowledged(self, cursor: str, at: datetime) -> "Webhook":
        """Its owner has this entry and all before it."""
        return replace(
            self, cursor=cursor, delivered=self.delivered + 1, delivered_at=at, due_at=at, failures=0, reason=None
        )

    def failed(
        self, reason: str, at: datetime, rules: RetryRules, jitter: float, wait: timedelta = timedelta(0)
    ) -> "Webhook":
        """Try again later, not before the target's own `wait`, or give up."""
        failures = self.failures + 1
        state: Literal["active", "disabled"] = "disabled" if failures >= rules.most else "active"
        pause = max(rules.pause(failures, jitter), min(wait, rules.longest))
        return replace(self, failures=failures, reason=reason, due_at=at + pause, state=state)

    def gone(self, reason: str) -> "Webhook":
        """Its owner does not want it any more."""
        return replace(self, state="disabled", reason=reason)

    def resumed(self, cursor: str | None, at: datetime) -> "Webhook":
        """Go on where it stopped, or from an earlier entry."""
        place = self.cursor if cursor is None else cursor
        return replace(self, cursor=place, state="active", failures=0, reason=None, due_at=at)
