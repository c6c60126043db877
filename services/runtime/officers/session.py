"""A signed-in officer: one browser, one agency at a time, for a limited time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.agency_code import AgencyCode
from services.runtime.officers.account import OfficerAccount

__all__ = ["Session", "SessionLimits"]


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts without a request, and at most."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is a hash of the token in the officer's cookie; `epoch` is that of the account at sign-in."""

    id: str
    login: str
    agency: AgencyCode
    epoch: int
    opened_at: datetime
    seen_at: datetime

    def lasts(self, now: datetime, limits: SessionLimits) -> bool:
        return now < self.seen_at + limits.idle and now < self.opened_at + limits.longest

    def belongs_to(self, account: OfficerAccount) -> bool:
        """Whether the account is still as it was at sign-in: enabled, same password, serving at this agency."""
        same = account.disabled_at is None and account.epoch == self.epoch
        return same and bool(account.roles_at(self.agency))
