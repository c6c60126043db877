"""What the sweep of alarms needs of the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["Alarm", "Alarms"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """`subject` is the aggregate to wake; `set_at` is when a commit last announced it; `id` orders alarms by time."""

    id: str
    subject: str
    set_at: datetime


class Alarms(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def ringing(self, now: datetime, after: str, limit: int) -> list[Alarm]:
        """The alarms up to `now` that come after the id `after`, in order."""
        ...

    async def clear(self, alarms: Sequence[Alarm]) -> None:
        """Remove those that nobody set again since they were read."""
        ...
