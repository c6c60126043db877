"""Rings the alarms whose time has come and clears those that nobody waits for any more.

Several processes may sweep the same rows: what `Wake` does must take effect once however often it is asked for. Each
goes over them in an order of its own, so that many rows of one instant are shared out instead of fought for. A row goes
only when its aggregate no longer wants to be woken then and no commit can be on its way that would.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, Protocol

from services.kernel.times import Clock
from services.runtime.timers.ports import Alarm, Alarms

__all__ = ["SETTLED_AFTER", "Ringing", "Wake", "Woken"]

_PAGE: Final = 500
_MOST: Final = 40 * _PAGE
"""Rows read at once, and shuffled by pages."""
Shuffle = Callable[[list[Sequence[Alarm]]], None]
_SHUFFLE: Final[Shuffle] = Random().shuffle  # noqa: S311 who comes first is no secret
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

    def __init__(self, alarms: Alarms, wake: Wake, clock: Clock, shuffle: Shuffle = _SHUFFLE) -> None:
        self._alarms = alarms
        self._wake = wake
        self._clock = clock
        self._shuffle = shuffle

    async def __call__(self) -> int:
        """Go over all alarms up to now; returns how many aggregates time has changed. Raises TransientError."""
        now, after, changed = self._clock(), "", 0
        while True:
            found = await self._alarms.ringing(now, after, _MOST)
            changed += await self._ring(found, now)
            if len(found) < _MOST:
                return changed
            after = found[-1].id

    async def _ring(self, found: Sequence[Alarm], now: datetime) -> int:
        pages = [found[start : start + _PAGE] for start in range(0, len(found), _PAGE)]
        self._shuffle(pages)
        changed = 0
        for page in pages:
            woken = await self._wake({alarm.subject for alarm in page}, now)
            await self._alarms.clear([alarm for alarm in page if _is_stale(alarm, woken, now)])
            changed += woken.changed
        return changed


def _is_stale(alarm: Alarm, woken: Woken, now: datetime) -> bool:
    return alarm.subject not in woken.waiting and alarm.set_at <= now - SETTLED_AFTER
