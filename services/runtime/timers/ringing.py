"""Rings the alarms whose time has come and clears those that nobody waits for any more.

Several processes may sweep the same rows: what `Wake` does must take effect once however often it is asked for. A row
goes only when its aggregate no longer wants to be woken then and no commit can be on its way that would.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from services.kernel.times import Clock
from services.runtime.timers.ports import Alarm, Alarms

__all__ = ["SETTLED_AFTER", "Ringing", "Wake", "Woken"]

_PAGE: Final = 500
SETTLED_AFTER: Final = timedelta(minutes=10)
"""How long a commit may take from announcing an alarm to its effect; far above every timeout of a writer."""


@dataclass(frozen=True, slots=True)
class Woken:
    """How many aggregates time has `changed`, and the ids of those that still want to be woken by now."""

    changed: int
    waiting: Collection[str]


class Wake(Protocol):
    """Lets time do to these aggregates what is due by now. Raises TransientError."""

    async def __call__(self, subjects: Collection[str], now: datetime) -> Woken: ...


class Ringing:
    """Call it again and again; nothing is lost when it is cut off anywhere."""

    def __init__(self, alarms: Alarms, wake: Wake, clock: Clock) -> None:
        self._alarms = alarms
        self._wake = wake
        self._clock = clock

    async def __call__(self) -> int:
        """Go over all alarms up to now; returns how many aggregates time has changed. Raises TransientError."""
        now, after, changed = self._clock(), "", 0
        while True:
            page = await self._alarms.ringing(now, after, _PAGE)
            woken = await self._wake({alarm.subject for alarm in page}, now)
            await self._alarms.clear([alarm for alarm in page if _is_stale(alarm, woken, now)])
            changed += woken.changed
            if len(page) < _PAGE:
                return changed
            after = page[-1].id


def _is_stale(alarm: Alarm, woken: Woken, now: datetime) -> bool:
    return alarm.subject not in woken.waiting and alarm.set_at <= now - SETTLED_AFTER
