"""Business time: when something really happened, as its reporter says, within bounds (design §4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.domain.errors import RuleError

__all__ = ["BusinessTime", "TimeBounds"]


@dataclass(frozen=True, slots=True)
class BusinessTime:
    """`backfill` marks a past that only the scope of the same name may state."""

    at: datetime
    backfill: bool


@dataclass(frozen=True, slots=True)
class TimeBounds:
    """How far a stated time may lie from now, for those who may not back-fill."""

    back: timedelta
    ahead: timedelta

    def check(self, stated: datetime | None, now: datetime, *, may_backfill: bool) -> BusinessTime:
        """Raises RuleError(time_out_of_range); nothing stated means now."""
        if stated is None:
            return BusinessTime(now, backfill=False)
        if stated > now + self.ahead:
            raise RuleError("time_out_of_range", ahead_minutes=self.ahead // timedelta(minutes=1))
        if stated >= now - self.back:
            return BusinessTime(stated, backfill=False)
        if not may_backfill:
            raise RuleError("time_out_of_range", back_hours=self.back // timedelta(hours=1))
        return BusinessTime(stated, backfill=True)
