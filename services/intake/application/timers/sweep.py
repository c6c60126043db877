"""Gives each dossier whose alarm rings a Tick, as often as it takes, with the effect of one.

Two processes may sweep the same rows: one of their commits wins, the other finds nothing left to do.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import structlog

from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.refusals import as_permanent
from services.intake.domain.commands import Tick
from services.intake.domain.decide import decide
from services.intake.domain.rules import Rules
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError
from services.runtime.timers import Alarms, Ringing, Woken

__all__ = ["RingAlarms"]

_log = structlog.get_logger()


class RingAlarms:
    """Call it again and again; nothing is lost when it is cut off anywhere."""

    def __init__(self, alarms: Alarms, dossiers: Dossiers, rules: Rules, clock: Clock) -> None:
        self._dossiers = dossiers
        self._rules = rules
        self._ringing = Ringing(alarms, self._wake, clock)

    async def __call__(self) -> int:
        """Go over all alarms up to now; returns how many dossiers time has changed. Raises TransientError."""
        return await self._ringing()

    async def _wake(self, subjects: Collection[str], now: datetime) -> Woken:
        kept = await self._dossiers.load_many(subjects)
        moved = {code: pending for code, each in kept.items() if (pending := self._tick(each, now))}
        outcomes = await self._dossiers.commit_many(list(moved.values()))
        committed = {code for code, outcome in outcomes.items() if outcome is CommitOutcome.COMMITTED}
        after = {code: moved[code].kept if code in committed else each for code, each in kept.items()}
        return Woken(len(committed), {code for code, each in after.items() if _is_due(each, now)})

    def _tick(self, kept: Kept, now: datetime) -> Pending | None:
        """None for a dossier that is not due to be woken."""
        if not _is_due(kept, now):
            return None
        try:
            with as_permanent():
                decision = decide(Tick(at=now), kept.dossier, self._rules)
        except PermanentError as error:
            # One dossier that cannot be judged, such as by a catalogue without its agency, keeps no other one asleep.
            _log.error("alarm_not_judged", code=kept.dossier.code, reason=error.reason)
            return None
        return Pending(replace(kept, dossier=decision.dossier), lifecycle_events(decision.events, None))


def _is_due(kept: Kept, now: datetime) -> bool:
    return kept.dossier.wake_at is not None and kept.dossier.wake_at <= now
