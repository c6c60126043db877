"""A state machine over random small graphs: whatever agencies report, in whatever order, the route stays legal."""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.kernel.catalogue import Join
from services.kernel.clock_ledger import ClockState
from services.routing.domain.happened import (
    LegDispatched,
    LegFinished,
    LegPaused,
    LegResumed,
    LegReturned,
    ObligationNotified,
    ReportRejected,
    RouteCancelled,
    RouteCompleted,
    RouteJoined,
    RouteOpened,
)
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import LegStatus, RouteStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import CALENDAR, Desk, leg, plan

_STEPS_TO_THE_END = 200
HOURS = st.floats(0, 400, allow_nan=False).map(lambda hours: round(hours * 60) / 60)


@st.composite
def graphs(draw: st.DrawFn) -> Plan:
    """One to six legs; each waits for some of those before it, so there is no cycle."""
    legs: list[PlannedLeg] = []
    for number in range(draw(st.sampled_from([1, 2, 3, 4, 4, 5, 6]))):
        before = [other.id for other in legs]
        after = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        legs.append(
            leg(
                f"leg{number}",
                *sorted(after),
                agency=f"H90.{20 + number}",
                hours=draw(st.integers(0, 30)),
                inside=draw(st.booleans()),
                join=draw(st.sampled_from(Join)),
                slip=draw(st.sampled_from([None, "cadastral"])),
                obligation=draw(st.integers(0, 3)) == 0,
            )
        )
    return plan(*legs)


class RouteMachine(RuleBasedStateMachine):
    """Drives one route; `sent` keeps reports so that they can come again."""

    @initialize(graph=graphs(), early=st.booleans())
    def begin(self, graph: Plan, early: bool) -> None:  # noqa: FBT001 hypothesis calls it by name
        self.desk = Desk(graph)
        self.now = 0.0
        self.sent: list[Report] = []
        if not early:
            self.desk.accept()

    def _later(self, hours: float) -> float:
        self.now += hours / 40
        return self.now

    @rule(hours=HOURS)
    def accept(self, hours: float) -> None:
        self.desk.accept(self._later(hours))

    @rule(data=st.data(), kind=st.sampled_from(ReportKind), hours=HOURS, late=HOURS)
    def report(self, data: st.DataObject, kind: ReportKind, hours: float, late: float) -> None:
        """Any kind about any leg, often a wrong one, sometimes long after it occurred."""
        leg_id = data.draw(st.sampled_from(sorted(self.desk.plan.legs)))
        attempt = data.draw(st.integers(1, 3))
        occurred = max(0.0, self._later(hours) - late / 20)
        self._send(self.desk.write(kind, leg_id, occurred, attempt=attempt))

    @rule(data=st.data(), hours=HOURS, kind=st.sampled_from([ReportKind.COMPLETED, ReportKind.SENT_BACK]))
    def report_on_an_open_leg(self, data: st.DataObject, hours: float, kind: ReportKind) -> None:
        """What agencies do most."""
        open_legs = [leg.id for leg in self.desk.route.open_legs()]
        if open_legs:
            chosen = data.draw(st.sampled_from(open_legs))
            kind = ReportKind.TAX_NOTICE if self.desk.plan.legs[chosen].obligation else kind
            attempt = len(self.desk.route.legs[chosen].attempts)
            self._send(self.desk.write(kind, chosen, self._later(hours), attempt=attempt))

    @rule(hours=HOURS, times=st.integers(1, 4))
    def work(self, hours: float, times: int) -> None:
        """Agencies do what is due, so that routes get as far as their joins."""
        for _ in range(times):
            if next(self.desk.route.open_legs(), None) is not None:
                _advance(self.desk, self._later(hours))

    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """A report that came before comes again: nothing may change."""
        if self.sent:
            before = self.desk.route
            assert self.desk.hear(data.draw(st.sampled_from(self.sent))) == ()
            assert self.desk.route == before

    @rule(hours=HOURS)
    def papers_missing(self, hours: float) -> None:
        self.desk.papers_missing(self._later(hours))

    @rule(hours=HOURS)
    def papers_came(self, hours: float) -> None:
        self.desk.papers_came(self._later(hours))

    @rule(hours=HOURS)
    def pay(self, hours: float) -> None:
        self.desk.paid(self._later(hours))

    @rule(hours=HOURS, chance=st.integers(0, 9))
    def withdraw(self, hours: float, chance: int) -> None:
        if chance == 0:
            self.desk.withdraw(self._later(hours))

    @rule()
    def crash(self) -> None:
        """The process ends and reads the route again."""
        self.desk.route = from_state(to_state(self.desk.route))

    def _send(self, report: Report) -> None:
        self.sent.append(report)
        self.desk.hear(report)

    @invariant()
    def joins_and_ends_happen_once(self) -> None:
        desk = self.desk
        assert all(count == 1 for count in Counter(joined.leg for joined in desk.all_of(RouteJoined)).values())
        assert len(desk.all_of(RouteCompleted)) + len(desk.all_of(RouteCancelled)) <= 1
        assert len(desk.all_of(RouteOpened)) == (1 if desk.route.legs else 0)
        slips = [sent.slip.number for sent in desk.all_of(LegDispatched) if sent.slip]
        assert len(slips) == len(set(slips))

    @invariant()
    def only_the_last_attempt_of_a_leg_may_be_open(self) -> None:
        for state in self.desk.route.legs.values():
            assert not any(attempt.is_open for attempt in state.attempts[:-1])
        if self.desk.route.has_ended:
            assert not list(self.desk.route.open_legs())
            assert self.desk.route.waiting == ()

    @invariant()
    def no_clock_runs_that_must_not(self) -> None:
        """While a payment is awaited, while papers are missing, at an ended leg."""
        for state in self.desk.route.legs.values():
            for attempt in state.attempts:
                may_run = attempt.status in (LegStatus.DISPATCHED, LegStatus.RECEIVED)
                may_run &= not self.desk.route.suspended
                assert (attempt.ledger.state is ClockState.RUNNING) is may_run

    @invariant()
    def the_clock_told_is_the_clock_of_the_legs(self) -> None:
        if self.desk.route.is_open:
            running = any(state.attempts[-1].is_running for state in self.desk.route.open_legs())
            assert self.desk.route.running is running
            assert self.desk.log[-1].running is running or isinstance(self.desk.log[-1].what, ReportRejected)

    @invariant()
    def every_report_is_answered_or_waits(self) -> None:
        """Never two answers to one."""
        waiting = {report.key for report in self.desk.route.waiting}
        rejected = [f"{r.agency}|{r.event_id}" for r in self.desk.all_of(ReportRejected)]
        assert len(rejected) == len(set(rejected))
        assert waiting.isdisjoint(rejected)

    @invariant()
    def ledgers_add_up_to_the_minute(self) -> None:
        """What a finished leg used is what its published events say, recounted without the ledger."""
        for done in self.desk.all_of(LegFinished):
            assert done.used_minutes == _recount(self.desk, done)

    def teardown(self) -> None:
        """From wherever it is, a route can still be brought to its end."""
        if not hasattr(self, "desk"):
            return
        desk, moment = self.desk, self.now + 1000
        desk.accept(moment)
        desk.papers_came(moment)
        for step in range(_STEPS_TO_THE_END):
            if desk.route.has_ended:
                return
            _advance(desk, moment + step)
        raise AssertionError(desk.statuses())


def _advance(desk: Desk, hours: float) -> None:
    """Some agency does the next thing that is due."""
    state = next(iter(desk.route.open_legs()))
    attempt = len(state.attempts)
    if state.status is LegStatus.AWAITING_PAYMENT:
        desk.paid(hours)
    elif desk.plan.legs[state.id].obligation:
        desk.report(ReportKind.TAX_NOTICE, state.id, hours, attempt=attempt)
    else:
        desk.report(ReportKind.COMPLETED, state.id, hours, attempt=attempt)


def _recount(desk: Desk, done: LegFinished) -> int:
    """Working minutes between the events that say that the leg's clock ran."""
    used, since = timedelta(), None
    for entry in desk.log:
        if getattr(entry.what, "mark", None) != done.mark:
            continue
        what = entry.what
        if isinstance(what, LegPaused | ObligationNotified | LegFinished | LegReturned):
            used, since = used + _worked(since, what.at), None
        elif isinstance(what, LegDispatched | LegResumed):
            since = what.at
    return used // timedelta(minutes=1)


def _worked(since: datetime | None, until: datetime) -> timedelta:
    if since is None:
        return timedelta()
    return sum((end - start for start, end in CALENDAR.spans(since, until)), timedelta())


TestRouteMachine = RouteMachine.TestCase
TestRouteMachine.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


def test_statuses_name_every_way_to_end() -> None:
    """The machine above reaches both; a new way to end needs a rule there."""
    assert {status for status in RouteStatus if status not in (RouteStatus.AWAITED, RouteStatus.OPEN)} == {
        RouteStatus.COMPLETED,
        RouteStatus.CANCELLED,
    }
