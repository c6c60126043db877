"""Takes out of a batch what would be too many for its recipient, just before it is claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.times import local_day
from services.notifications.application.prepare import Preparation, Ready, Withheld
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.domain.notification import Notification
from services.notifications.domain.recipients.limits import DayLimit, WindowLimit

__all__ = ["KeepLimits", "Tallies"]


class Tallies(Protocol):
    """How many messages a recipient (a keyed hash) had; every method raises TransientError."""

    async def count_day(self, wanted: Sequence[tuple[str, DayLimit]], day: str, now: datetime) -> list[bool]:
        """Count each and say whether it is within its limit; one that is not is not counted."""
        ...

    async def count_window(self, recipient: str, limit: WindowLimit, now: datetime) -> bool:
        """The same for one."""
        ...


@dataclass(frozen=True, slots=True)
class KeepLimits:
    """A message counts in its first attempt; a crash right after may count it twice, never not at all.

    Costs nothing where nothing is limited, and one bulk write a batch else.
    """

    courtesy: Courtesy
    tallies: Tallies

    async def __call__(
        self, prepared: Sequence[tuple[Notification, Preparation]], now: datetime
    ) -> Sequence[Preparation]:
        after = [preparation for _, preparation in prepared]
        days: list[tuple[int, str, DayLimit]] = []
        for index, (notification, preparation) in enumerate(prepared):
            if not isinstance(preparation, Ready) or notification.attempts:
                continue
            recipient, limit = preparation.parcel.recipient, self.courtesy.limit(notification.about, now)
            if isinstance(limit, DayLimit):
                days.append((index, recipient, limit))
            elif limit and not await self.tallies.count_window(recipient, limit, now):
                after[index] = Withheld("advertising_limit")
        within = await self.tallies.count_day([each[1:] for each in days], local_day(now).isoformat(), now)
        for (index, _, _), is_within in zip(days, within, strict=True):
            if not is_within:
                after[index] = self.courtesy.tomorrow(prepared[index][0].about, now)
        return after
