"""What intake knows of a dossier's route, from routing's events: a projection for the timeline, never a decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.kernel.agency_code import AgencyCode

__all__ = ["LegStep", "LegView", "RouteView", "leg_seen"]


@dataclass(frozen=True, slots=True)
class LegStep:
    """The leg an event is about; times are business time in UTC, working time is minutes."""

    leg: str
    attempt: int
    agency: AgencyCode
    inside_clock: bool = True
    due_at: datetime | None = None
    slip: str | None = None
    used_minutes: int = 0
    overrun_minutes: int = 0
    child: str | None = None
    signer_role: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class LegView:
    """One attempt of one leg, as far as it has come; `child` is the dossier that carries it out."""

    leg: str
    attempt: int
    agency: AgencyCode
    state: str
    inside_clock: bool = True
    dispatched_at: datetime | None = None
    received_at: datetime | None = None
    finished_at: datetime | None = None
    due_at: datetime | None = None
    slip: str | None = None
    used_minutes: int = 0
    overrun_minutes: int = 0
    child: str | None = None
    signer_role: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class RouteView:
    """`legs` in the order in which they were first heard of."""

    opened_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    legs: tuple[LegView, ...] = ()

    def child_of(self, leg: str, attempt: int) -> str | None:
        """The code of the dossier that carries an attempt out."""
        return next((each.child for each in self.legs if (each.leg, each.attempt) == (leg, attempt)), None)


Update = Callable[[LegView, LegStep, datetime], LegView]


def leg_seen(view: RouteView, kind: str, step: LegStep, at: datetime) -> RouteView:
    """The projection after an event of `kind` about a leg; a kind that it does not show changes nothing."""
    update = _UPDATES.get(kind)
    if update is None:
        return view
    known = next((leg for leg in view.legs if (leg.leg, leg.attempt) == (step.leg, step.attempt)), None)
    if known is None:
        fresh = LegView(step.leg, step.attempt, step.agency, "dispatched", step.inside_clock)
        return replace(view, legs=(*view.legs, update(fresh, step, at)))
    return replace(view, legs=tuple(update(leg, step, at) if leg is known else leg for leg in view.legs))


def _dispatched(leg: LegView, step: LegStep, at: datetime) -> LegView:
    return replace(leg, state="dispatched", dispatched_at=at, due_at=step.due_at, slip=step.slip, child=step.child)


def _acknowledged(leg: LegView, _: LegStep, at: datetime) -> LegView:
    return replace(leg, state="received", received_at=at)


def _paused(leg: LegView, _: LegStep, __: datetime) -> LegView:
    return replace(leg, state="paused", due_at=None)


def _resumed(leg: LegView, step: LegStep, _: datetime) -> LegView:
    return replace(leg, state="received" if leg.received_at else "dispatched", due_at=step.due_at)


def _obligated(leg: LegView, _: LegStep, __: datetime) -> LegView:
    return replace(leg, state="awaiting_payment")


def _finished(leg: LegView, step: LegStep, at: datetime) -> LegView:
    used, overrun = step.used_minutes, step.overrun_minutes
    ended = replace(leg, state="completed", finished_at=at, used_minutes=used, overrun_minutes=overrun)
    return replace(ended, signer_role=step.signer_role, on_behalf_of=step.on_behalf_of)


def _returned(leg: LegView, _: LegStep, at: datetime) -> LegView:
    return replace(leg, state="sent_back", finished_at=at)


def _failed(leg: LegView, _: LegStep, at: datetime) -> LegView:
    return replace(leg, state="failed", finished_at=at)


def _closed(leg: LegView, _: LegStep, __: datetime) -> LegView:
    return replace(leg, state="closed")


_UPDATES: Mapping[str, Update] = {
    "leg_dispatched": _dispatched,
    "leg_acknowledged": _acknowledged,
    "leg_paused": _paused,
    "leg_resumed": _resumed,
    "obligation_notified": _obligated,
    "leg_finished": _finished,
    "leg_returned": _returned,
    "leg_failed": _failed,
    "leg_closed": _closed,
}
