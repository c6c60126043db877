"""One route while a batch is folded into it: what was stored, what it is by now, what has to be told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from services.routing.application.clocks.alarm import AlarmOf
from services.routing.application.ports import WorklistChange
from services.routing.application.progress import event_of
from services.routing.application.worklist import worklist_change
from services.routing.domain.hear import Decision
from services.routing.domain.route import Route
from services.routing.domain.state import from_state, to_state
from services.runtime.aggregates import Change, Loaded, NewEvent
from services.runtime.timers import Row

__all__ = ["Draft", "Staff"]

Staff = Callable[[Decision], Decision]
"""The decision with the assignments that follow from it."""


@dataclass(slots=True)
class Draft:
    """The route is read only when something looks at it: most events of a dossier move nothing but the guard.

    `repeated` says that something came again, perhaps because this process ended before the worklist was written.
    `alarm` tells when the route wants to be woken; without one that stays as it is. `staff` puts the legs that a
    decision hands over into somebody's hands.
    """

    code: str
    base: Loaded | None
    repeated: bool = False
    alarm: AlarmOf | None = None
    staff: Staff | None = None
    _seen: dict[str, int] = field(default_factory=dict)
    _events: list[NewEvent] = field(default_factory=list)
    _before: Route | None = None
    _route: Route | None = None

    @property
    def route(self) -> Route:
        if self._route is None:
            self._route = from_state(self.base.state) if self.base else Route(self.code)
            self._before = self._route
        return self._route

    def last_seen(self, guard: str) -> int:
        if guard in self._seen:
            return self._seen[guard]
        return self.base.seen.get(guard, 0) if self.base else 0

    def move_guard(self, guard: str, seq: int) -> None:
        self._seen[guard] = seq

    def keep(self, decision: Decision, trace: str | None) -> None:
        if self.staff is not None:
            decision = self.staff(decision)
        self._route = decision.route
        self._events.extend(event_of(decision.route, recorded, trace) for recorded in decision.events)

    @property
    def events(self) -> Sequence[NewEvent]:
        return self._events

    @property
    def is_changed(self) -> bool:
        return bool(self._seen) or self._route is not self._before

    def change(self) -> Change:
        """The one write that all of it becomes."""
        announces = self._set_alarm()
        return Change(self.code, self.base, self._state(), self._seen, self._events, announces=announces)

    def _set_alarm(self) -> tuple[Row, ...]:
        """The alarm that has to stand before the change does; none when it was set before, or nothing moved."""
        if self._route is None or self._route is self._before or self.alarm is None:
            return ()
        wake_at, known = self.alarm(self._route), self._route.wake_at
        self._route = replace(self._route, wake_at=wake_at)
        return () if wake_at is None or wake_at == known else ((wake_at, self.code),)

    @property
    def version(self) -> int:
        """The version once the change is committed."""
        stored = self.base.version if self.base else 0
        return stored + self.is_changed

    def for_worklist(self) -> WorklistChange | None:
        """None when no leg moved; for a repetition everything the route has to show."""
        if self.repeated:
            return worklist_change(None, self.route, self.version)
        if self._route is self._before or self._before is None or self._route is None:
            return None
        return worklist_change(self._before, self._route, self.version)

    def _state(self) -> dict[str, object]:
        if self.base is not None and self._route is self._before:
            return self.base.state
        return to_state(self.route)
