"""Random routes, told of early, late, twice and out of order, to processes that are killed at any point."""

import asyncio
from typing import Any, ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.contracts.events import lifecycle
from services.contracts.events.inbound import (
    LegCompleted,
    LegReceived,
    LegReport,
    LegRequested,
    LegSentBack,
    ResultIssued,
    TaxNoticeIssued,
)
from services.contracts.events.lifecycle import Snapshot
from services.routing.domain.route import LegStatus
from services.runtime.kafka.records import Delivered
from tests.unit.routing.machine.audit import Audit
from tests.unit.routing.machine.random_routes import Dossier, Drawn, dossiers, routes
from tests.unit.routing.machine.world import Fault, Trouble, World
from tests.unit.routing.signed import DESK, LAND, TAX

_MOST_WORK = 300
_MINUTES = st.integers(0, 24 * 60)
_KINDS: list[type[LegReport]] = [LegReceived, LegCompleted, LegSentBack, ResultIssued, TaxNoticeIssued, LegRequested]
_WORDS: dict[type[Snapshot], dict[str, Any]] = {
    lifecycle.Stopped: {"reason": "x"},
    lifecycle.PaymentReceived: {"amount_vnd": 1, "reference": "P"},
    lifecycle.Refused: {"reason": "x"},
}


class RouteMachine(RuleBasedStateMachine):
    """`due` are reports on their way, in no order; `to_come` lifecycle events, in theirs; `old` may come again."""

    on_routes: ClassVar[st.SearchStrategy[Drawn]] = routes()

    @initialize(data=st.data(), dossier=dossiers(), early=st.booleans())
    def begin(self, data: st.DataObject, dossier: Dossier, early: bool) -> None:  # noqa: FBT001 hypothesis calls it by name
        plan = data.draw(self.on_routes).plan
        self.loop = asyncio.new_event_loop()
        self.patience = patch("services.runtime.aggregates.group_commit._FIRST_PAUSE", 0)
        self.patience.start()
        self.world, self.audit = World(plan, dossier), Audit(plan, dossier)
        self.now = 0.0
        self.is_sound = True  # else the audit stopped in the middle of what it heard
        self.due: list[Delivered] = []
        self.to_come = [self.world.happens(lifecycle.Accepted, 0)]
        self.old: list[Delivered] = []
        if not early:
            self._deliver(self.to_come.pop(), 0, None)

    # --- what happens outside

    @rule(
        kind=st.sampled_from(
            [
                lifecycle.SupplementRequested,
                lifecycle.SupplementReceived,
                lifecycle.PaymentReceived,
                lifecycle.PaymentReceived,
                lifecycle.ClockPaused,
            ]
        ),
        minutes=_MINUTES,
    )
    def intake_tells(self, kind: type[Snapshot], minutes: int) -> None:
        more = {"cause": "x"} if kind is lifecycle.ClockPaused else _WORDS.get(kind, {})
        self.to_come.append(self.world.happens(kind, self._later(minutes), **more))

    @rule(kind=st.sampled_from([lifecycle.Withdrawn, lifecycle.Stopped, lifecycle.Refused]), minutes=_MINUTES)
    def the_dossier_ends(self, kind: type[Snapshot], minutes: int) -> None:
        """At any moment, and rarely."""
        if minutes % 12 == 0:
            self.to_come.append(self.world.happens(kind, self._later(minutes), **_WORDS.get(kind, {})))

    @rule(data=st.data(), kind=st.sampled_from(_KINDS), minutes=_MINUTES, late=st.integers(0, 20 * 60))
    def an_agency_reports(self, data: st.DataObject, kind: type[LegReport], minutes: int, late: int) -> None:
        """Any kind about any leg by anybody, sometimes long after it occurred."""
        leg = data.draw(st.sampled_from(sorted(self.world.plan.legs)))
        agency = data.draw(st.sampled_from([self.world.plan.legs[leg].agency, DESK, LAND, TAX]))
        attempt = data.draw(st.sampled_from([1, 1, 2, 3]))
        self._report(
            kind, leg, agency, self._later(minutes), late=late / 60, attempt=attempt, **self._include(data, kind)
        )

    @rule(data=st.data(), minutes=_MINUTES, back=st.integers(0, 3))
    def an_agency_reports_what_it_has(self, data: st.DataObject, minutes: int, back: int) -> None:
        """What agencies do most: they finish what is at them, or send it back."""
        if self.audit.open_legs:
            leg = data.draw(st.sampled_from(sorted(self.audit.open_legs)))
            kind: type[LegReport] = TaxNoticeIssued if self.world.plan.legs[leg].obligation else LegCompleted
            kind = kind if back else LegSentBack
            attempt = len(self.audit.watches[leg])
            agency = self.world.plan.legs[leg].agency
            self._report(kind, leg, agency, self._later(minutes), attempt=attempt, **self._include(data, kind))

    @rule(data=st.data(), minutes=_MINUTES)
    def the_desk_asks_for_an_optional_leg(self, data: st.DataObject, minutes: int) -> None:
        optional = sorted(leg.id for leg in self.world.plan.legs.values() if leg.optional)
        if optional:
            leg = data.draw(st.sampled_from(optional))
            self._report(LegRequested, leg, DESK, self._later(minutes))

    # --- how it reaches the processes

    @precondition(lambda self: self.due or self.to_come)
    @rule(data=st.data(), process=st.integers(0, 1))
    def a_record_is_delivered(self, data: st.DataObject, process: int) -> None:
        """Reports in any order, lifecycle events in theirs; meanwhile something goes wrong."""
        record = self._draw_record(data)
        self._deliver(record, process, self._draw_trouble(data, record))

    @precondition(lambda self: self.old)
    @rule(data=st.data(), process=st.integers(0, 1))
    def a_record_is_delivered_again(self, data: st.DataObject, process: int) -> None:
        """Nothing may change."""
        before = self.world.version, len(self.world.log)
        self._deliver(data.draw(st.sampled_from(self.old)), process, self._draw_trouble(data, None))
        assert (self.world.version, len(self.world.log)) == before

    @rule(work=st.lists(st.tuples(st.integers(0, 11), st.booleans()), min_size=1, max_size=5), minutes=_MINUTES)
    def agencies_work(self, work: list[tuple[int, bool]], minutes: int) -> None:
        """All that is on its way arrives; agencies do what is due or send it back: routes get to their joins."""
        for number, back in work:
            self._all_arrives()
            if legs := sorted(self.audit.open_legs):
                self._do_what_is_due(legs[number % len(legs)], self._later(minutes), back=back)

    # --- what must hold

    @invariant()
    def what_was_told_is_legal_and_the_route_agrees(self) -> None:
        if hasattr(self, "world"):
            self.audit.agrees_with(self.world.route)

    def teardown(self) -> None:
        """From wherever it is, a route can still be brought to a legal end."""
        if not hasattr(self, "world"):
            return
        try:
            if self.is_sound:
                self._come_to_an_end()
        finally:
            self.patience.stop()
            self.loop.close()

    def _come_to_an_end(self) -> None:
        self._all_arrives()
        self.to_come.append(self.world.happens(lifecycle.SupplementReceived, self._later(0)))
        for _ in range(_MOST_WORK):
            self._all_arrives()
            self.audit.agrees_with(self.world.route)
            if self.audit.ended:
                return
            self._do_what_is_due(min(self.audit.open_legs), self._later(60))
        raise AssertionError(self.audit.state)

    # --- help

    def _later(self, minutes: int) -> float:
        self.now += minutes / 60
        return self.now

    def _report(
        self, kind: type[LegReport], leg: str, agency: str, hours: float, *, late: float = 0, **more: Any
    ) -> None:
        occurred = max(0.0, hours - late)
        self.audit.asked |= set(more.get("include", ())) | ({leg} if kind is LegRequested else set())
        self.due.append(self.world.signs(kind, leg, agency, round(occurred * 60) / 60, heard=hours, **more))

    def _include(self, data: st.DataObject, kind: type[LegReport]) -> dict[str, Any]:
        """Now and then a finished leg asks for others, often rightly."""
        optional = sorted(leg.id for leg in self.world.plan.legs.values() if leg.optional)
        if kind is not LegCompleted or not optional or data.draw(st.integers(0, 2)):
            return {}
        return {"include": (data.draw(st.sampled_from(optional)),)}

    def _draw_record(self, data: st.DataObject) -> Delivered:
        if self.to_come and (not self.due or data.draw(st.booleans())):
            return self.to_come.pop(0)
        return self.due.pop(data.draw(st.integers(0, len(self.due) - 1)))

    def _draw_trouble(self, data: st.DataObject, record: Delivered | None) -> Trouble | None:
        fault = data.draw(st.sampled_from([None, *Fault]))
        if fault is None:
            return None
        rival = None
        if fault is Fault.OVERTAKEN and record is not None:
            waiting = data.draw(st.booleans()) and bool(self.due)
            rival = self.due.pop(0) if waiting else record
        return Trouble(fault, data.draw(st.integers(0, 5)), rival)

    def _deliver(self, record: Delivered, process: int, trouble: Trouble | None) -> None:
        self.loop.run_until_complete(self.world.deliver(record, process, trouble))
        if record not in self.old:
            self.audit.learns(record.data)
        self.old.append(record)
        if trouble is not None and trouble.rival is not None and trouble.rival is not record:
            # when it never came to that, the rival is still on its way
            (self.due if self.world.trouble is trouble else self.old).append(trouble.rival)
        self.is_sound = False
        for event in self.world.read_on():
            self.audit.hear(event)
        self.is_sound = True

    def _all_arrives(self) -> None:
        while self.to_come or self.due:
            self._deliver(self.to_come.pop(0) if self.to_come else self.due.pop(0), 0, None)

    def _do_what_is_due(self, leg: str, hours: float, *, back: bool = False) -> None:
        planned, latest = self.world.plan.legs[leg], self.world.route.legs[leg].attempts[-1]
        if latest.status is LegStatus.AWAITING_PAYMENT:
            words = _WORDS[lifecycle.PaymentReceived]
            self.to_come.append(self.world.happens(lifecycle.PaymentReceived, hours, **words))
            return
        kind: type[LegReport] = TaxNoticeIssued if planned.obligation else LegCompleted
        kind = LegSentBack if back and latest.sender else kind
        self._report(kind, leg, planned.agency, hours, attempt=latest.number)
