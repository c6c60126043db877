"""Tells what time alone has brought about on routes whose alarm rings.

Several processes may ring the same alarms: of commits with one base one wins, and the others find nothing left to
tell. An alarm stands as long as its route has something left to tell by then.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

import structlog

from services.contracts.events import progress
from services.routing.application.clocks.alarm import NOT_JUDGED, AlarmOf
from services.routing.application.draft import Draft
from services.routing.application.ports import RouteStore
from services.routing.domain.clocks.pass_time import pass_time
from services.routing.domain.clocks.terms import ClockTerms
from services.routing.domain.hear import start
from services.runtime.aggregates import CommitOutcome
from services.runtime.metrics import METRICS
from services.runtime.timers import Woken

__all__ = ["WakeLegs"]

_BY_TIME = ""
_KINDS: Mapping[type, str] = {
    progress.LegDueWarned: "leg_due_warned",
    progress.LegOverdue: "leg_overdue",
    progress.LegEscalated: "leg_escalated",
}
_log = structlog.get_logger()


class WakeLegs:
    """Implements `Wake` of the runtime's timers."""

    def __init__(self, routes: RouteStore, terms: ClockTerms, alarm: AlarmOf) -> None:
        self._routes = routes
        self._terms = terms
        self._alarm = alarm

    async def __call__(self, subjects: Collection[str], now: datetime) -> Woken:
        loaded = await self._routes.load_many(subjects)
        moved, waiting = dict[str, Draft](), set[str]()
        for code in sorted(loaded):
            draft = Draft(code, loaded[code], alarm=self._alarm)
            try:
                draft.keep(start(pass_time(draft.route, self._terms, now), _BY_TIME), None)
            except NOT_JUDGED as error:
                # One route that cannot be judged keeps no other one asleep; its own alarm stands.
                _log.error("alarm_not_judged", code=code, reason=type(error).__name__)
                waiting.add(code)
            else:
                moved |= {code: draft} if draft.is_changed else {}
        outcomes = await self._routes.commit_many([draft.change() for draft in moved.values()])
        done = {code for code, outcome in outcomes.items() if outcome is CommitOutcome.COMMITTED}
        for code in done:
            _count(moved[code])
        return Woken(len(done), waiting | (moved.keys() - done))


def _count(draft: Draft) -> None:
    for event in draft.events:
        METRICS.timers_fired.labels(_KINDS[type(event.data)]).inc()
