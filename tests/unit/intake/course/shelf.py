"""A store for one process or several, in memory: versions, alarms, and a place to be killed at every step."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar

from services.contracts.events.lifecycle import Snapshot
from services.intake.adapters.dossiers.dossier_state import dossier_from, state_of
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.domain.dossier import Dossier
from services.runtime.aggregates.model import CommitOutcome, Loaded
from services.runtime.timers import Alarm

KillPoint = Literal["before_alarm", "after_alarm", "after_commit"]
T = TypeVar("T")


class Killed(Exception):  # noqa: N818 it is no error of ours
    """The process ended here."""


@dataclass
class Shelf:
    """Implements `Dossiers` and `Alarms`; `on_commit` hears of each step that was written."""

    on_commit: Callable[[Dossier | None, Dossier], None]
    documents: dict[str, Loaded] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)
    told: list[Snapshot] = field(default_factory=list)
    kill: KillPoint | None = None
    now: datetime | None = None
    fenced: bool = True
    alarms_first: bool = True

    def read(self, code: str) -> Kept:
        loaded = self.documents[code]
        return Kept(dossier_from(loaded.state["dossier"]), basis=loaded)

    async def load(self, code: str) -> Kept | None:
        return self.read(code) if code in self.documents else None

    async def load_many(self, codes: Iterable[str]) -> dict[str, Kept]:
        return {code: self.read(code) for code in codes if code in self.documents}

    async def commit(self, pending: Pending) -> CommitOutcome:
        return self.write(pending)

    async def commit_many(self, pendings: Sequence[Pending]) -> dict[str, CommitOutcome]:
        return {pending.kept.dossier.code: self.write(pending) for pending in pendings}

    def write(self, pending: Pending) -> CommitOutcome:
        """As the real one: the alarm, then the document by compare-and-set."""
        self._die_at("before_alarm")
        if self.alarms_first:
            self._set_alarm(pending.kept.dossier)
        self._die_at("after_alarm")
        outcome = self._put(pending)
        self._die_at("after_commit")
        if not self.alarms_first:
            self._set_alarm(pending.kept.dossier)
        return outcome

    async def ringing(self, now: datetime, after: str, limit: int) -> list[Alarm]:
        until = f"{now.isoformat()}|~"
        due = sorted((alarm for alarm in self.alarms.values() if after < alarm.id <= until), key=lambda each: each.id)
        return due[:limit]

    async def clear(self, alarms: Sequence[Alarm]) -> None:
        for alarm in alarms:
            if self.alarms.get(alarm.id) == alarm:
                del self.alarms[alarm.id]

    def _die_at(self, point: KillPoint) -> None:
        if self.kill == point:
            self.kill = None
            raise Killed(point)

    def _set_alarm(self, dossier: Dossier) -> None:
        if dossier.wake_at is not None and self.now is not None:
            id_ = f"{dossier.wake_at.isoformat()}|{dossier.code}"
            self.alarms[id_] = Alarm(id_, dossier.code, self.now)

    def _put(self, pending: Pending) -> CommitOutcome:
        after, basis = pending.kept.dossier, pending.kept.basis
        stored = self.documents.get(after.code)
        if self.fenced and (stored.version if stored else None) != (basis.version if basis else None):
            return CommitOutcome.CONFLICT
        before = dossier_from(stored.state["dossier"]) if stored else None
        version = stored.version + 1 if stored else 1
        self.documents[after.code] = Loaded(after.code, version, {"dossier": state_of(after)}, {}, {})
        self.told += [event.data for event in pending.events if isinstance(event.data, Snapshot)]
        self.on_commit(before, after)
        return CommitOutcome.COMMITTED


def driven(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never has to wait."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    message = "it waited for something"
    raise AssertionError(message)
