"""Sets the alarm for the digest of the week under way, for each agency that wants one."""

from services.kernel.iso_week import week_of
from services.kernel.times import Clock
from services.notifications.application.digest.ports import TEMPLATE, DigestLists
from services.notifications.application.receipts.track_parts import Alarming
from services.notifications.domain.digest.digest_time import DigestTime

__all__ = ["AnnounceDigests"]


class AnnounceDigests:
    """A sweep: a process that is down when the alarm is to ring finds it later, since it was set in the week before."""

    def __init__(self, lists: DigestLists, alarms: Alarming, time: DigestTime, clock: Clock) -> None:
        self._lists = lists
        self._alarms = alarms
        self._time = time
        self._clock = clock

    async def __call__(self) -> int:
        """How many agencies want one. Raises TransientError."""
        week = week_of(self._clock())
        rows = [(self._time.after(week), f"{agency}/{week.name}") for agency in self._lists.agencies(TEMPLATE)]
        if rows:
            await self._alarms.set_many(rows)
        return len(rows)
