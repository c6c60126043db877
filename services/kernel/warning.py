"""When somebody is warned that a due time comes near."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.times import local_day

__all__ = ["WarningRule"]


@dataclass(frozen=True, slots=True)
class WarningRule:
    """Clock time before the due time: `ahead`, or `ahead_same_day` when the clock began to run on the due day."""

    ahead: timedelta
    ahead_same_day: timedelta

    def moment(self, running_since: datetime, due_at: datetime) -> datetime | None:
        """None for a limit so short that the warning would come with the start of the clock."""
        same_day = local_day(running_since) == local_day(due_at)
        moment = due_at - (self.ahead_same_day if same_day else self.ahead)
        return moment if moment > running_since else None
