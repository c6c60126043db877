"""One dossier, two processes that crash, and whatever may come in whatever order; the rules hold after every step."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.application.timers.sweep import RingAlarms
from services.intake.domain.actor import SOFTWARE, SYSTEM, Actor
from services.intake.domain.commands import Command, File
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import Decision
from services.intake.domain.errors import RuleError
from services.intake.domain.lateness import late_from
from services.intake.domain.rules import Rules
from services.kernel.clock_ledger import ClockState
from services.kernel.status import NEXT, Outcome, Status, outcome_of
from services.runtime.aggregates.model import CommitOutcome
from tests.unit.intake.course.orders import LIKELY, ORDERS
from tests.unit.intake.course.shelf import Killed, KillPoint, Shelf, driven
from tests.unit.intake.course.watch import Watch, spans_of
from tests.unit.intake.desk import CITIZEN, HANDLER, RECEIVER, LimitRules, at, filing

OPENING = at("2024-05-06 08:00")
_NAMES = st.sampled_from(LIKELY) | st.sampled_from(sorted(ORDERS))
_ACTORS: st.SearchStrategy[Actor] = st.sampled_from([SOFTWARE, SOFTWARE, CITIZEN, RECEIVER, HANDLER, SYSTEM])
_KILLS: st.SearchStrategy[KillPoint | None] = st.sampled_from(
    [None, None, "before_alarm", "after_alarm", "after_commit"]
)
_PASSING = st.integers(0, 600) | st.integers(600, 20_000)
_TICKING = {ClockState.RUNNING, ClockState.PAUSED}
_KINDS = {"supplement_repeated", "apology_late", "apology_missing"}


class CourseMachine(RuleBasedStateMachine):
    """`decide`, `rules` and the shelf's settings are where a faulty part may be put in, to see it found."""

    rules_in_force: ClassVar[Rules] = LimitRules()
    fenced: ClassVar[bool] = True
    alarms_first: ClassVar[bool] = True

    def decide(self, command: Command, dossier: Dossier) -> Decision:
        return decide(command, dossier, self.rules_in_force)

    @initialize(accept=st.booleans(), backfill=st.sampled_from([False, False, False, True]), secret=st.booleans())
    def file(self, *, accept: bool, backfill: bool, secret: bool) -> None:
        self.now = self.business = OPENING
        self.watch = Watch()
        self.shelf = Shelf(self._written, now=self.now, fenced=self.fenced, alarms_first=self.alarms_first)
        self.held: Kept | None = None
        self.last: Command | None = None
        told = replace(filing(OPENING), backfill=backfill, secret=secret, tally="5a" * 16 if secret else None)
        self.code = told.code
        decision = open_dossier(File(at=OPENING, filing=told, accept=accept), self.rules_in_force)
        self.shelf.write(Pending(Kept(decision.dossier), lifecycle_events(decision.events, None)))

    @rule(name=_NAMES, n=st.integers(0, 200), minutes=_PASSING, back=st.integers(0, 1440), actor=_ACTORS, kill=_KILLS)
    def command(self, name: str, n: int, minutes: int, back: int, actor: Actor, kill: KillPoint | None) -> None:
        """Somebody gives a command, told up to a day late; the process may be killed over it and do it again."""
        self._pass(minutes)
        given = ORDERS[name](self.now - timedelta(minutes=back if back % 3 else 0), n)
        self._give(given if given.actor is SYSTEM else replace(given, actor=actor), kill)

    @precondition(lambda self: self.last is not None)
    @rule()
    def again(self) -> None:
        """The last command comes once more, word for word."""
        if self.last is not None:
            self._give(self.last, None)

    @rule()
    def hold(self) -> None:
        """The other process reads the dossier and is slow."""
        self.held = self.shelf.read(self.code)

    @precondition(lambda self: self.held is not None)
    @rule(name=_NAMES, n=st.integers(0, 200))
    def overtaken(self, name: str, n: int) -> None:
        """What it decides holds only if nothing was written since."""
        held, self.held = self.held, None
        if held is None or held.basis is None:
            return
        self.business = self.now
        current = held.basis.version == self.shelf.documents[self.code].version
        try:
            pending = self._decided(ORDERS[name](self.now, n), held)
        except RuleError:
            return
        assert self.shelf.write(pending) is (CommitOutcome.COMMITTED if current else CommitOutcome.CONFLICT)

    @rule(minutes=_PASSING, kill=_KILLS, twice=st.booleans())
    def sweep(self, minutes: int, kill: KillPoint | None, *, twice: bool) -> None:
        """One process rings the alarms and may be killed; the other one, or its successor, rings them too."""
        self._pass(minutes)
        self.business = self.now
        self.shelf.kill = kill
        try:
            self._ring()
        except Killed:
            twice = True
        self.shelf.kill = None
        if twice:
            self._ring()
        self._nothing_is_overdue()

    @invariant()
    def status_path_is_legal(self) -> None:
        history = self.dossier.history
        for here, following in pairwise(history):
            assert following.status in NEXT[here.status] or following.status is here.status
            assert following.at >= here.at
        assert history[-1].status is self.dossier.status

    @invariant()
    def spans_are_those_of_the_watch(self) -> None:
        """No pause is lost, doubled or moved, and spans follow each other without gap."""
        dossier = self.dossier
        assert spans_of(dossier.ledger) == self.watch.spans()
        for here, following in pairwise(dossier.ledger.spans):
            assert here.end == following.start
        assert (dossier.ledger.state in _TICKING) == (dossier.received_at is not None and dossier.finished_at is None)

    @invariant()
    def used_and_remaining_make_the_limit(self) -> None:
        dossier = self.dossier
        limit, calendar = dossier.ledger.limit_minutes, self.rules_in_force.calendar(dossier.filing)
        if limit is None:
            return
        until = dossier.ledger.stopped_at or max(self.now, dossier.ledger.spans[-1].start)
        used = dossier.ledger.used(calendar, until)
        assert used == self.watch.used(calendar, until)
        if dossier.due_at is not None and dossier.due_at >= until:
            assert used + calendar.elapsed(until, dossier.due_at) == timedelta(minutes=limit)
        if dossier.ledger.state in _TICKING:
            assert (dossier.due_at is not None) == (dossier.ledger.state is ClockState.RUNNING)
            assert dossier.due_at == dossier.ledger.due_at(calendar)

    @invariant()
    def judged_by_the_due_date_alone(self) -> None:
        """An apology promises and excuses nothing; what was refused was never received."""
        dossier = self.dossier
        assert (dossier.apology.times if dossier.apology else 0) <= 1
        if dossier.status in {Status.FINISHED, Status.RETURNED}:
            assert dossier.finished_at is not None
            assert dossier.due_at is not None
            assert dossier.outcome is outcome_of(dossier.finished_at, dossier.due_at)
            late_without = dossier.outcome is Outcome.LATE and dossier.apology is None
            assert not late_without or dossier.broke("apology_missing")
        if dossier.outcome is Outcome.REFUSED:
            assert dossier.received_at is None
        if dossier.outcome is Outcome.STOPPED:
            assert dossier.stop_notice is not None

    @invariant()
    def requests_and_violations_agree(self) -> None:
        dossier = self.dossier
        kinds = [violation.kind for violation in dossier.violations]
        assert set(kinds) <= _KINDS
        assert kinds.count("supplement_repeated") == max(0, len(dossier.supplements) - 1)
        assert kinds.count("apology_missing") <= 1
        assert kinds.count("apology_late") == (dossier.apology is not None and dossier.apology.verdict == "sent_late")

    @invariant()
    def a_report_has_one_fate_and_an_amount_is_paid_once(self) -> None:
        fates = [fate.report for fate in self.dossier.fates]
        assert len(set(fates)) == len(fates)
        names = [type(event).__name__ for event in self.shelf.told]
        assert names.count("PaymentReceived") <= names.count("PaymentRequested")

    @invariant()
    def consumers_know_status_and_clock(self) -> None:
        """Of a secret dossier nobody is told anything of its own."""
        if self.dossier.filing.secret:
            assert self.shelf.told == []
            return
        told, dossier = self.shelf.told[-1], self.dossier
        assert told.due_at == dossier.due_at
        assert (told.clock == "running") == (dossier.ledger.state is ClockState.RUNNING)

    @invariant()
    def no_alarm_is_lost(self) -> None:
        wake_at = self.dossier.wake_at
        assert wake_at is None or f"{wake_at.isoformat()}|{self.code}" in self.shelf.alarms

    @property
    def dossier(self) -> Dossier:
        return self.shelf.read(self.code).dossier

    def _pass(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.shelf.now = self.now

    def _decided(self, command: Command, kept: Kept) -> Pending:
        """Deciding twice gives the same: a crash in between changes nothing."""
        decision = self.decide(command, kept.dossier)
        assert self.decide(command, kept.dossier) == decision
        return Pending(replace(kept, dossier=decision.dossier), lifecycle_events(decision.events, None))

    def _give(self, command: Command, kill: KillPoint | None) -> None:
        self.last, self.business = command, command.at
        self.shelf.kill = kill
        try:
            self.shelf.write(self._decided(command, self.shelf.read(self.code)))
        except RuleError:
            return
        except Killed as killed:
            if str(killed) != "after_commit":
                self.shelf.write(self._decided(command, self.shelf.read(self.code)))
        finally:
            self.shelf.kill = None

    def _written(self, before: Dossier | None, after: Dossier) -> None:
        """What was recorded stays recorded, whoever writes."""
        self.watch.saw(before or after, after, self.business)
        if before is None:
            return
        assert after.history[: len(before.history)] == before.history
        assert after.violations[: len(before.violations)] == before.violations
        assert len(after.supplements) >= len(before.supplements)
        assert before.apology is None or after.apology == before.apology
        assert before.outcome is None or after.outcome is before.outcome

    def _ring(self) -> None:
        driven(RingAlarms(self.shelf, self.shelf, self.rules_in_force, lambda: self.now)())

    def _nothing_is_overdue(self) -> None:
        dossier = self.dossier
        assert dossier.wake_at is None or dossier.wake_at > self.now
        if dossier.filing.backfill:
            assert dossier.wake_at is None
            return
        if dossier.awaits_papers:
            reply_by = dossier.supplements[-1].reply_by
            assert reply_by is None or reply_by > self.now
        if dossier.ledger.state is ClockState.RUNNING and dossier.due_at and self.now >= late_from(dossier.due_at):
            assert dossier.apology is not None or dossier.broke("apology_missing")
