"""One decision in the making: the dossier as it changes, and the facts it leaves behind."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.intake.domain.commands import Command, File
from services.intake.domain.course_records import Violation
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import POSTING, Dossier, Fate, HistoryEntry
from services.intake.domain.errors import not_allowed
from services.intake.domain.facts import ClockPaused, ClockResumed, Fact, Recorded
from services.intake.domain.lateness import next_wake
from services.intake.domain.rules import Rules
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Status

__all__ = ["TICKING", "Decision", "Draft"]

TICKING = frozenset({ClockState.RUNNING, ClockState.PAUSED})
"""The clock of a dossier that was received and has not ended."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`fates` may name earlier reports than the one decided on: a held payment is settled later."""

    dossier: Dossier
    events: tuple[Recorded, ...] = ()
    fates: tuple[Fate, ...] = ()


class Draft:
    """Lives for one decision only. Business time never runs backwards within a dossier: `at` is clamped."""

    def __init__(self, dossier: Dossier, command: Command | File, rules: Rules) -> None:
        self.dossier = dossier
        self.command = command
        self.rules = rules
        self.course: CourseRules = rules.course(dossier.filing)
        self.at: datetime = max(command.at, dossier.history[-1].at) if dossier.history else command.at
        self.events: list[Recorded] = []
        self.settled: list[Fate] = []
        self._told = dossier.ledger.state

    def change(self, **changes: Any) -> None:
        self.dossier = replace(self.dossier, **changes)

    def become(self, following: Status, what: str) -> None:
        """Move along the status table; raises RuleError(transition_not_allowed)."""
        here = self.dossier
        if not here.status.may_become(following, came_from=here.came_from):
            raise not_allowed(here.status, self.command.name)
        entry = HistoryEntry(what, self.at, following)
        self.change(status=following, history=(*here.history, entry), substate=None, posting=False)
        self._settle_clock(what)

    def stand_in(self, substate: str | None) -> None:
        """Take a local sub-state of the status, or leave it; some stop the clock."""
        self.change(substate=substate, posting=substate in self.course.pausing)
        self._settle_clock(POSTING)

    def note(self, what: str, detail: str | None = None) -> None:
        """A line of the history that leaves the status as it is."""
        here = self.dossier
        self.change(history=(*here.history, HistoryEntry(what, self.at, here.status, detail)))

    def violate(self, kind: str, at: datetime | None = None) -> None:
        """Record for good that a rule was broken."""
        self.change(violations=(*self.dossier.violations, Violation(kind, at or self.at)))

    def listen_to_route(self, *, paused: bool) -> None:
        """Take over what routing says about its legs' clocks; without a clock of ours there is nothing to say."""
        if self.dossier.ledger.state in TICKING:
            self.change(route_paused=paused)
            self._settle_clock("route")

    def publish(self, fact: Fact, caused_by: str | None = None) -> None:
        cause = caused_by or self.command.caused_by
        self.events.append(Recorded(fact, self.at, cause, self.dossier, self.command.actor))
        self._told = self.dossier.ledger.state

    def settle(self, report: str, reason: str | None = None) -> None:
        """Record what became of a report; a repeated one finds it there."""
        fate = Fate(report, reason)
        self.settled.append(fate)
        self.change(fates=(*self.dossier.fates, fate))

    def finish(self) -> Decision:
        """Tell a change of the clock that no other fact has told, and set the alarm for what time will bring."""
        state = self.dossier.ledger.state
        if state is not self._told and state in TICKING:
            cause = self.dossier.ledger.pause_cause
            self.publish(ClockPaused(cause) if cause else ClockResumed("route"))
        self.change(wake_at=next_wake(self.dossier, self.course))
        return Decision(self.dossier, tuple(self.events), tuple(self.settled))

    def _settle_clock(self, cause: str) -> None:
        """Paused while it waits for something itself, or while no leg inside the clock runs; else running."""
        here = self.dossier
        if here.ledger.state not in TICKING:
            return
        paused = here.held_by is not None or here.route_paused
        ledger = here.ledger.pause(self.at, cause) if paused else here.ledger.resume(self.at)
        if ledger is not here.ledger:
            self.change(ledger=ledger, due_at=ledger.due_at(self.rules.calendar(here.filing)))
