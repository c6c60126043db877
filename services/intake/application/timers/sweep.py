"""Rings the alarms whose time has come: each gives its dossier a Tick, as often as it takes, with the effect of one.

Two processes may sweep the same rows: one of their commits wins, the other finds nothing left to do. A row goes only
when its dossier no longer wants to be woken then and no commit can be on its way that would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.refusals import as_permanent
from services.intake.application.timers.ports import Alarm, Alarms
from services.intake.domain.commands import Tick
from services.intake.domain.decide import decide
from services.intake.domain.rules import Rules
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError

__all__ = ["RingAlarms"]

_PAGE: Final = 500
SETTLED_AFTER: Final = timedelta(minutes=10)
"""How long a commit may take from announcing an alarm to its effect; far above every timeout of a writer."""
_log = structlog.get_logger()


class RingAlarms:
    """Call it again and again; nothing is lost when it is cut off anywhere."""

    def __init__(self, alarms: Alarms, dossiers: Dossiers, rules: Rules, clock: Clock) -> None:
        self._alarms = alarms
        self._dossiers = dossiers
        self._rules = rules
        self._clock = clock

    async def __call__(self) -> int:
        """Go over all alarms up to now; returns how many dossiers time has changed. Raises TransientError."""
        now, after, changed = self._clock(), "", 0
        while True:
            page = await self._alarms.ringing(now, after, _PAGE)
            changed += await self._ring(page, now)
            if len(page) < _PAGE:
                return changed
            after = page[-1].id

    async def _ring(self, alarms: Sequence[Alarm], now: datetime) -> int:
        kept = await self._dossiers.load_many({alarm.code for alarm in alarms})
        moved = {code: pending for code, each in kept.items() if (pending := self._tick(each, now))}
        outcomes = await self._dossiers.commit_many(list(moved.values()))
        after = {
            code: moved[code].kept if outcomes.get(code) is CommitOutcome.COMMITTED else each
            for code, each in kept.items()
        }
        await self._alarms.clear([alarm for alarm in alarms if _is_stale(alarm, after, now)])
        return sum(outcome is CommitOutcome.COMMITTED for outcome in outcomes.values())

    def _tick(self, kept: Kept, now: datetime) -> Pending | None:
        """None for a dossier that is not due to be woken."""
        wake_at = kept.dossier.wake_at
        if wake_at is None or wake_at > now:
            return None
        try:
            with as_permanent():
                decision = decide(Tick(at=now), kept.dossier, self._rules)
        except PermanentError as error:
            # One dossier that cannot be judged, such as by a catalogue without its agency, keeps no other one asleep.
            _log.error("alarm_not_judged", code=kept.dossier.code, reason=error.reason)
            return None
        return Pending(replace(kept, dossier=decision.dossier), lifecycle_events(decision.events, None))


def _is_stale(alarm: Alarm, kept: Mapping[str, Kept], now: datetime) -> bool:
    """Nobody waits for it: its dossier is unknown or wants to be woken later, and that will not change any more."""
    dossier = kept[alarm.code].dossier if alarm.code in kept else None
    wanted = dossier is not None and dossier.wake_at is not None and dossier.wake_at <= now
    return not wanted and alarm.set_at <= now - SETTLED_AFTER
