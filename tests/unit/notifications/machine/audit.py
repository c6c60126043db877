"""Looks at every message after every write, and keeps its own account of what providers took and were told."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import FINAL, NEXT, TAKEN, Notification, State, rank
from services.notifications.domain.receipt import Receipt, Verdict
from services.notifications.domain.stored import from_state
from tests.fakes.store import Table

_TOLD: Final = {State.RETRY_WAIT: "scheduled"}
_BEFORE_SENDING: Final = {None, "accepted", "scheduled", "uncertain"}
_WORTH: Final = {None: 0, Verdict.UNDERWAY: 1, Verdict.TEMPORARY: 2, Verdict.PERMANENT: 3, Verdict.DELIVERED: 3}
_KNOWN_TO_FAIL: Final = {State.SUPPRESSED, State.TECHNICAL_FAILURE}


@dataclass
class Audit:
    """`taken` counts what really went out by our reference; `parts` are the ids by reference, one tuple each time."""

    tables: Mapping[str, Table]
    rule: UncertainRule
    patience: timedelta
    seen: dict[str, tuple[int, Notification]] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    parts: defaultdict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    refused: set[str] = field(default_factory=set)
    receipts: list[tuple[Receipt, datetime]] = field(default_factory=list)

    def look(self) -> None:
        """After a write: whatever changed moved on by the table of states, and its events say so."""
        for row in self._rows():
            version, before = self.seen.get(row["_id"], (0, None))
            if row["version"] == version:
                continue
            after = from_state(row["_id"], row["state"])
            if before is not None:
                assert before.state not in FINAL or before.state is after.state, f"{before.state} -> {after.state}"
                assert after.state is before.state or after.state in NEXT[before.state]
                assert rank(after) >= rank(before), f"{rank(before)} -> {rank(after)}"
            self._told(row, after.state)
            self._true(after)
            self.seen[row["_id"]] = row["version"], after

    def hands_over(self, message: Notification) -> None:
        """Before a provider gets it: it may not have had it before, unless that is on record."""
        assert message.state is State.SENDING, message.state
        assert self.taken[message.id] <= message.resends, "sent again without a record"

    def ends(self, now: datetime) -> None:
        """After long enough with nothing going wrong: nothing waits for anybody, and no receipt was lost."""
        for row in self._rows():
            each = from_state(row["_id"], row["state"])
            ended = FINAL | TAKEN | {State.UNCERTAIN}
            assert each.state in ended, f"{each.state} for ever"
            assert each.state is not State.SUBMITTED or not each.parts, "nobody gave up waiting for its receipts"
            assert each.state is not State.UNCERTAIN or self.rule.resend_at(each) is None or each.history
        assert not self.tables["pending"].rows, "a live row of a message that has ended"
        parked = self.tables.get("parked_receipts", Table()).rows
        assert all(row["parked_at"] >= now - self.patience for row in parked.values())

    @property
    def is_waiting(self) -> bool:
        """Whether time alone still has to bring something."""
        awaited = any(each.state is State.SUBMITTED and each.parts for _, each in self.seen.values())
        return awaited or bool(self.tables["pending"].rows)

    def heard_all(self, now: datetime) -> None:
        """Every receipt that came in time for a part that its message knows is in the message."""
        for _, each in self.seen.values():
            for part in each.parts if each.state not in FINAL else ():
                told = [
                    _WORTH[receipt.verdict]
                    for receipt, at in self.receipts
                    if receipt.part == part.id and at > now - self.patience
                ]
                assert _WORTH[part.verdict] >= max(told, default=0), "a receipt was lost"

    def _rows(self) -> list[dict[str, Any]]:
        rows = list(self.tables["notifications"].rows.values()) if "notifications" in self.tables else []
        keys = Counter(tuple(row["state"]["about"][name] for name in _UNIQUE) for row in rows)
        assert not [key for key, times in keys.items() if times > 1], "two messages of one event"
        return rows

    def _told(self, row: Mapping[str, Any], state: State) -> None:
        """The last event tells the state that is stored; `sending` is nobody's business."""
        assert [entry["seq"] for entry in row["outbox"]] == list(range(1, len(row["outbox"]) + 1))
        told = [entry["data"].decode().split('"state":"')[1].split('"')[0] for entry in row["outbox"]]
        last = told[-1] if told else None
        if state is State.SENDING:
            assert last in _BEFORE_SENDING
        elif state is State.ACCEPTED:
            assert last in {None, "accepted"}
        else:
            assert last == _TOLD.get(state, state.value)
        assert not [each for each in told[:-1] if each in {state.value for state in FINAL}]

    def _true(self, message: Notification) -> None:
        """What is said of it really happened."""
        id_, told = message.id, {(receipt.part, receipt.verdict) for receipt, _ in self.receipts}
        if message.state is State.DELIVERED:
            assert any(all((part, Verdict.DELIVERED) in told for part in parts) for parts in self.parts.get(id_, []))
        if message.state is State.SUBMITTED:
            assert self.taken[id_]
        if message.state is State.PERMANENT_FAILURE:
            bad = any((part, Verdict.PERMANENT) in told for parts in self.parts.get(id_, []) for part in parts)
            assert bad or (id_ in self.refused and not self.taken[id_]), "called failed, and it may have arrived"
        if message.state in _KNOWN_TO_FAIL:
            assert not self.taken[id_], f"called {message.state}, and it may have arrived"
        most = None if self.rule.dedupes else self.rule.most
        assert most is None or message.resends <= most
        assert self.taken[id_] <= 1 + (0 if self.rule.dedupes else message.resends)


_UNIQUE: Final = ("cause", "template", "party", "channel")
