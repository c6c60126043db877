"""Reads what routing tells of one route, as a consumer would, and keeps its own account of legs, joins and clocks."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.contracts.events import progress
from services.contracts.events.lifecycle import SupplementReceived, SupplementRequested
from services.contracts.events.progress import RouteEvent
from services.kernel.catalogue import Join
from services.routing.domain.plan import Plan
from services.routing.domain.route import LegStatus, Route, RouteStatus
from tests.unit.routing.machine.random_routes import Dossier
from tests.unit.routing.machine.watch import Watch

OPEN, DONE, RETURNED, SKIPPED, RECALLED = "open", "done", "returned", "skipped", "recalled"
_SAME = {
    OPEN: {LegStatus.DISPATCHED, LegStatus.RECEIVED, LegStatus.AWAITING_PAYMENT},
    DONE: {LegStatus.COMPLETED},
    RETURNED: {LegStatus.SENT_BACK},
    SKIPPED: {LegStatus.SKIPPED, LegStatus.WAITING},
    RECALLED: {LegStatus.CANCELLED},
}


@dataclass
class Audit:
    """`asked` are the optional legs that anybody ever asked for. Every method asserts."""

    plan: Plan
    dossier: Dossier
    asked: set[str] = field(default_factory=set)
    told_asked: set[str] = field(default_factory=set)
    state: dict[str, str] = field(default_factory=dict)
    joined: list[str] = field(default_factory=list)
    watches: defaultdict[str, list[Watch]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[str] = field(default_factory=list)
    opened: int = 0
    ended: str | None = None
    clock: str = "paused"
    papers_missing: bool = False

    def learns(self, data: object) -> None:
        """What intake told, in its order: papers count only while there is a route."""
        if self.opened and self.ended is None and isinstance(data, SupplementRequested | SupplementReceived):
            self.papers_missing = isinstance(data, SupplementRequested)

    def hear(self, event: RouteEvent) -> None:
        kind = type(event).__name__
        assert self.ended is None or isinstance(event, progress.ReportRejected), f"{kind} after the end"
        hearing = _HEARINGS.get(type(event))
        if hearing is not None:
            hearing(self, event)
        if not isinstance(event, progress.ReportRejected):
            self.clock = event.clock

    def opens(self, event: progress.RouteOpened) -> None:
        self.opened += 1
        assert self.opened == 1
        assert event.legs == tuple(leg.id for leg in self.plan.legs.values() if self.dossier.has(leg))

    def dispatched(self, event: progress.LegDispatched) -> None:
        """Only a leg that the dossier has, whose turn it is, and which somebody asked for if it is optional."""
        planned = self.plan.legs[event.leg]
        assert self.dossier.has(planned)
        assert not planned.optional or event.leg in self.told_asked
        assert event.attempt == len(self.watches[event.leg]) + 1
        before = self.state.get(event.leg)
        assert before != OPEN
        # only a leg that was done may be done again out of its turn: somebody after it sent it back
        assert before == DONE or self.is_ready(event.leg), f"{event.leg} runs ahead"
        assert (event.leg in self.joined) is planned.joins
        assert (event.slip.number if event.slip else None) == (
            f"{event.code}/{event.leg}/{event.attempt}" if planned.slip else None
        )
        self.state[event.leg] = OPEN
        watch = Watch(event.occurred_at)
        watch.run(event.occurred_at)
        self.watches[event.leg].append(watch)

    def asked_for(self, event: progress.LegAskedFor) -> None:
        assert self.plan.legs[event.leg].optional
        assert event.leg in self.asked
        self.told_asked.add(event.leg)

    def skipped(self, event: progress.LegSkipped) -> None:
        planned = self.plan.legs[event.leg]
        assert event.reason == ("optional" if self.dossier.has(planned) else "condition")
        assert not self.dossier.has(planned) or planned.optional
        assert self.is_ready(event.leg)
        self.state[event.leg] = SKIPPED

    def joins(self, event: progress.RouteJoined) -> None:
        assert event.leg not in self.joined, f"{event.leg} joins twice"
        assert self.is_ready(event.leg)
        self.joined.append(event.leg)

    def finished(self, event: progress.LegFinished) -> None:
        self._ends(event, DONE)
        used = self.watches[event.leg][-1].minutes(event.occurred_at)
        assert event.used_minutes == used
        limit = self.plan.legs[event.leg].limit_minutes
        assert event.overrun_minutes == (max(0, used - limit) if limit is not None else 0)

    def returned(self, event: progress.LegReturned) -> None:
        self._ends(event, RETURNED)
        assert self.state[event.to_leg] in (DONE, OPEN, RETURNED)

    def stands(self, event: progress.LegPaused | progress.ObligationNotified) -> None:
        self.watch_of(event).stand(event.occurred_at)

    def runs(self, event: progress.LegResumed) -> None:
        self.watch_of(event).run(event.occurred_at)

    def acknowledged(self, event: progress.LegAcknowledged) -> None:
        self.watch_of(event).last = event.occurred_at

    def completes(self, event: progress.RouteCompleted) -> None:
        assert all(self.state.get(leg) in (DONE, SKIPPED) for leg in self.plan.last)
        self._recall(event.occurred_at, RouteStatus.COMPLETED)

    def cancelled(self, event: progress.RouteCancelled) -> None:
        assert set(event.recalled) == self.open_legs
        self._recall(event.occurred_at, RouteStatus.CANCELLED)

    def rejects(self, event: progress.ReportRejected) -> None:
        key = f"{event.agency}|{event.event_id}"
        assert key not in self.rejected
        self.rejected.append(key)

    @property
    def open_legs(self) -> set[str]:
        return {leg for leg, state in self.state.items() if state == OPEN}

    def watch_of(self, event: progress.LegEvent) -> Watch:
        assert self.state[event.leg] == OPEN
        assert event.attempt == len(self.watches[event.leg])
        return self.watches[event.leg][-1]

    def is_ready(self, leg_id: str) -> bool:
        """As the catalogue says it: all before have passed, or of `any` one that was really done."""
        planned = self.plan.legs[leg_id]
        if planned.join is Join.ANY and any(self.state.get(before) == DONE for before in planned.after):
            return True
        return all(self._has_passed(before) for before in planned.after)

    def _has_passed(self, leg_id: str) -> bool:
        """A leg that was passed over has passed only as long as those before it have."""
        state = self.state.get(leg_id)
        return state == DONE or (state == SKIPPED and self.is_ready(leg_id))

    def agrees_with(self, route: Route) -> None:
        """The stored route is what was told, every leg got its turn, and every ledger is right to the minute."""
        assert (route.status.value if route.has_ended else None) == self.ended
        assert not (route.has_ended and (self.open_legs or route.waiting))
        for leg in route.legs.values():
            assert leg.status in (_SAME[self.state[leg.id]] if leg.id in self.state else {LegStatus.WAITING})
            assert len(leg.attempts) == len(self.watches[leg.id])
            assert not any(attempt.is_open for attempt in leg.attempts[:-1])
            for attempt, watch in zip(leg.attempts, self.watches[leg.id], strict=True):
                used = attempt.ledger.used_minutes(self.plan.legs[leg.id].calendar, attempt.changed_at)
                assert used == watch.minutes(attempt.changed_at)
        if route.is_open:
            self._nothing_is_stuck()
            self._clocks_stand_while_they_must(route)
            running = any(
                self.watches[leg][-1].since is not None and self.plan.legs[leg].inside for leg in self.open_legs
            )
            assert self.clock == ("running" if running else "paused")

    def _nothing_is_stuck(self) -> None:
        assert self.open_legs
        for leg in self.plan.legs:
            assert leg in self.state or not self.is_ready(leg), f"{leg} never got its turn"

    def _clocks_stand_while_they_must(self, route: Route) -> None:
        """While papers are missing, and while a leg waits for its payment; else they run."""
        assert route.suspended is self.papers_missing
        for leg in self.open_legs:
            unpaid = route.legs[leg].status is LegStatus.AWAITING_PAYMENT
            assert (self.watches[leg][-1].since is None) is (self.papers_missing or unpaid)

    def _ends(self, event: progress.LegEvent, state: str) -> None:
        self.watch_of(event).stand(event.occurred_at)
        self.state[event.leg] = state

    def _recall(self, at: datetime, status: RouteStatus) -> None:
        assert self.ended is None
        self.ended = status.value
        for leg in self.open_legs:
            watch = self.watches[leg][-1]
            watch.stand(max(at, watch.last))
            self.state[leg] = RECALLED


_HEARINGS: Mapping[type[RouteEvent], Callable[[Audit, Any], None]] = {
    progress.RouteOpened: Audit.opens,
    progress.LegDispatched: Audit.dispatched,
    progress.LegAcknowledged: Audit.acknowledged,
    progress.LegPaused: Audit.stands,
    progress.LegResumed: Audit.runs,
    progress.ObligationNotified: Audit.stands,
    progress.LegFinished: Audit.finished,
    progress.LegReturned: Audit.returned,
    progress.LegAskedFor: Audit.asked_for,
    progress.LegSkipped: Audit.skipped,
    progress.RouteJoined: Audit.joins,
    progress.RouteCompleted: Audit.completes,
    progress.RouteCancelled: Audit.cancelled,
    progress.ReportRejected: Audit.rejects,
}
