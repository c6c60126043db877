"""Random courses of messages: what events, workers, providers and time do to them, with anything going wrong."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from services.contracts.events import lifecycle as events
from services.contracts.events.lifecycle import Snapshot
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.receipt import Verdict
from services.runtime.kafka.records import Delivered
from tests.unit.notifications.bench import contact, lifecycle, snapshot
from tests.unit.notifications.machine.audit import Audit
from tests.unit.notifications.machine.troubles import Answers, Fault, Meanwhile, Reply, Trouble
from tests.unit.notifications.machine.world import MANNERS, VALIDITY, WORDING, World, known_parts

_PROCESS = st.integers(0, 1)
_TROUBLE = st.none() | st.builds(Trouble, st.sampled_from(Fault), st.integers(0, 9))
_REPLIES = st.lists(st.builds(Reply, st.sampled_from(Answers), st.sampled_from(Meanwhile)), max_size=3)
_WORK = st.lists(
    st.tuples(
        _PROCESS,
        st.builds(Reply, st.sampled_from(Answers), st.sampled_from(Meanwhile)),
        _TROUBLE,
        st.sampled_from([11, 31, 301, 1801]),
    ),
    min_size=2,
    max_size=4,
)
_PATIENCE = timedelta(minutes=30)
_RULES = st.sampled_from(
    [UncertainRule(_PATIENCE), UncertainRule(_PATIENCE, 1), UncertainRule(_PATIENCE, dedupes=True)]
)
_WORDS: dict[type[Snapshot], dict[str, Any]] = {
    events.Accepted: {"status": 2},
    events.Completed: {"status": 9},
    events.Withdrawn: {"status": 8},
    events.Refused: {"status": 3, "reason": "x"},
}
_STARTS = [events.Completed, events.Withdrawn, events.Refused]
_DAYS_TO_SETTLE = 12


class MessageMachine(RuleBasedStateMachine):
    """`to_come` are events on their way, in any order; `old` may come again."""

    @initialize(rule=_RULES, names_us=st.booleans(), has_contact=st.booleans(), is_told=st.booleans())
    def begin(self, rule: UncertainRule, names_us: bool, has_contact: bool, is_told: bool) -> None:  # noqa: FBT001 hypothesis calls it by name
        self.loop = asyncio.new_event_loop()
        self.patches: list[Any] = [
            patch("services.runtime.aggregates.group_commit._FIRST_PAUSE", 0),
            patch("services.notifications.application.record_outcome._FIRST_PAUSE", 0),
            # what the feed is to remember until later is left to the sweep, as after a crash
            patch("services.notifications.application.feed.Feed.add_later", lambda *_: None),
            # a process starts often here: the files are read once
            patch("tests.unit.notifications.bench.read_wording", lambda *_: WORDING),
            patch("tests.unit.notifications.bench.read_manners", lambda: MANNERS),
            patch("tests.unit.notifications.bench.read_validity", lambda _: VALIDITY),
        ]
        for each in self.patches:
            each.start()
        self.is_sound = False
        self.world = World(Audit, rule, names_us)
        self.seq = 0
        self.to_come: list[Delivered] = [] if has_contact else [contact(1)]
        self.old: list[Delivered] = []
        if has_contact:
            self._run(self.world.deliver(contact(1), 0, None))
        self._happens(events.Accepted)
        if is_told:
            self.old = [self.to_come.pop()]
            self._run(self.world.deliver(self.old[0], 0, None))
        self.is_sound = True

    # --- what happens outside

    @rule(kind=st.sampled_from(_STARTS))
    def the_dossier_moves_on(self, kind: type[Snapshot]) -> None:
        if self.seq < 4:
            self._happens(kind)

    @rule(seconds=st.sampled_from([1, 6, 11, 31, 61, 301, 1801, 3 * 3600, 9 * 3600, 30 * 3600, 73 * 3600]))
    def time_passes(self, seconds: int) -> None:
        self.world.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.to_come)
    @rule(data=st.data(), process=_PROCESS, trouble=_TROUBLE)
    def an_event_arrives(self, data: st.DataObject, process: int, trouble: Trouble | None) -> None:
        record = self.to_come.pop(data.draw(st.integers(0, len(self.to_come) - 1)))
        self._run(self.world.deliver(record, process, trouble))
        self.old.append(record)

    @precondition(lambda self: self.old)
    @rule(data=st.data(), process=_PROCESS, trouble=_TROUBLE)
    def an_event_arrives_again(self, data: st.DataObject, process: int, trouble: Trouble | None) -> None:
        self._run(self.world.deliver(data.draw(st.sampled_from(self.old)), process, trouble))

    @rule(process=_PROCESS, trouble=_TROUBLE, replies=_REPLIES, sweeps=st.booleans())
    def a_process_works(self, process: int, trouble: Trouble | None, replies: list[Reply], sweeps: bool) -> None:  # noqa: FBT001 hypothesis calls it by name
        self.world.replies.extend(replies)
        self._run(self.world.works(process, trouble, sweeps=sweeps))
        self.world.replies.clear()

    @rule(work=_WORK)
    def some_time_goes_by(self, work: list[tuple[int, Reply, Trouble | None, int]]) -> None:
        """Sweep after sweep, so that messages get to their second and third attempt."""
        for process, reply, trouble, seconds in work:
            self.world.now += timedelta(seconds=seconds)
            self.world.replies.append(reply)
            self._run(self.world.works(process, trouble))
            self.world.replies.clear()

    @precondition(lambda self: self.world.audit.parts)
    @rule(data=st.data(), process=_PROCESS, trouble=_TROUBLE, verdict=st.sampled_from(Verdict))
    def a_receipt_comes(self, data: st.DataObject, process: int, trouble: Trouble | None, verdict: Verdict) -> None:
        """For any part, also one that had its receipts."""
        reference, part = data.draw(st.sampled_from(known_parts(self.world.audit.parts)))
        self._run(self.world.brings(self.world.receipt(reference, part, verdict), process, trouble))

    @rule(process=_PROCESS, verdict=st.sampled_from(Verdict))
    def a_receipt_of_nobody_comes(self, process: int, verdict: Verdict) -> None:
        self._run(self.world.brings(self.world.receipt("n-other", "of-nobody", verdict), process, None))

    @rule(process=_PROCESS, trouble=_TROUBLE)
    def a_process_looks_what_is_overdue(self, process: int, trouble: Trouble | None) -> None:
        self._run(self.world.rings(process, trouble))

    # --- what must hold in the end

    def teardown(self) -> None:
        """From wherever they are, messages come to an end once nothing goes wrong any more."""
        if not hasattr(self, "world"):
            return
        try:
            if self.is_sound:
                self._come_to_an_end()
        finally:
            for each in self.patches:
                each.stop()
            self.loop.close()

    def _come_to_an_end(self) -> None:
        world = self.world
        for record in self.to_come:
            self._run(world.deliver(record, 0, None))
        for receipt in world.owed:
            self._run(world.brings(receipt, 0, None))
        self._run(world.rings(0, None))
        world.audit.heard_all(world.now)
        for _ in range(_DAYS_TO_SETTLE):
            for hours in (0.1, 0.6, 12, 11):
                world.now += timedelta(hours=hours)
                self._run(world.works(0, None))
                self._run(world.works(1, None))  # it alone may call lost what the other broke off
                self._run(world.rings(1, None))
            if not world.audit.is_waiting:
                break
        world.audit.ends(world.now)

    # --- help

    def _happens(self, kind: type[Snapshot]) -> None:
        self.seq += 1
        self.to_come.append(lifecycle(self.seq, snapshot(kind, **_WORDS[kind])))

    def _run(self, doing: Any) -> None:
        sound, self.is_sound = getattr(self, "is_sound", True), False
        self.loop.run_until_complete(doing)
        self.is_sound = sound
