"""What has to be done around the record of an answer, so that no receipt misses its message."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from services.notifications.application.receipts.ports import PartBook
from services.notifications.application.receipts.take_receipts import TakeReceipts
from services.notifications.domain.notification import Notification

__all__ = ["Alarming", "TrackParts"]


class Alarming(Protocol):
    """Wakes messages whose receipts do not come. Raises TransientError."""

    async def set_many(self, rows: Iterable[tuple[datetime, str]]) -> None: ...


class TrackParts:
    """Costs nothing for messages without parts, of which no receipts come."""

    def __init__(self, parts: PartBook, alarms: Alarming, take: TakeReceipts) -> None:
        self._parts = parts
        self._alarms = alarms
        self._take = take

    async def expect(self, notifications: Iterable[Notification]) -> None:
        """Before they say that they have parts: whoever reads a receipt from now on finds its message."""
        with_parts = [each for each in notifications if each.parts]
        if with_parts:
            await self._parts.note(with_parts)
            await self._alarms.set_many((each.confirm_by, each.id) for each in with_parts if each.confirm_by)

    async def look_again(self, notifications: Sequence[Notification]) -> None:
        """After they said so: receipts that were faster than the answer are parked."""
        await self._take.look_again([each for each in notifications if each.parts])
