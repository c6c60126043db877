"""How an agency handled one attempt at a leg: when it took over, by whom, its steps, what it said is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

__all__ = [
    "Cadastral",
    "Handling",
    "LoggedStep",
    "Notice",
    "Verdict",
    "cadastral_from_state",
    "cadastral_state",
    "handling_from_state",
    "handling_state",
]


class Verdict(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Cadastral:
    """What a cadastral slip says of the land; `area_m2` is square metres as text, with one decimal at most."""

    parcel: str
    map_sheet: str
    area_m2: str
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One line of the step log; minutes are working time, None planned is no limit of its own."""

    step: str
    started_at: datetime
    done_at: datetime
    planned_minutes: int | None
    used_minutes: int
    actor: str | None

    @property
    def verdict(self) -> Verdict | None:
        """Hours compare instants: only what took exactly its time is on time rather than early."""
        if self.planned_minutes is None:
            return None
        if self.used_minutes > self.planned_minutes:
            return Verdict.LATE
        return Verdict.EARLY if self.used_minutes < self.planned_minutes else Verdict.ON_TIME


@dataclass(frozen=True, slots=True)
class Notice:
    """An official amount; a later one of the same attempt corrects it."""

    number: str
    amount_vnd: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Handling:
    """`actor`s are ids of officers. `cadastral` is what the agency told for the slip to the next one.

    `acknowledge_by` is until when taking the leg over is on time; None is no limit.
    """

    acknowledge_by: datetime | None = None
    received_by: str | None = None
    ended_by: str | None = None
    cadastral: Cadastral | None = None
    estimate_vnd: int | None = None
    notices: tuple[Notice, ...] = ()
    steps: tuple[LoggedStep, ...] = ()

    @property
    def notice(self) -> Notice | None:
        """The one that holds."""
        return self.notices[-1] if self.notices else None


def handling_state(handling: Handling) -> dict[str, Any]:
    """Only what is known: most attempts have next to nothing here, and every route is written again and again."""
    by = handling.acknowledge_by
    state = {
        "acknowledge_by": by.isoformat() if by else None,
        "received_by": handling.received_by,
        "ended_by": handling.ended_by,
        "cadastral": cadastral_state(handling.cadastral),
        "estimate_vnd": handling.estimate_vnd,
        "notices": [_notice_state(notice) for notice in handling.notices] or None,
        "steps": [_step_state(step) for step in handling.steps] or None,
    }
    return {name: value for name, value in state.items() if value is not None}


def handling_from_state(state: Mapping[str, Any] | None) -> Handling:
    """An attempt of a version before has none."""
    if not state:
        return Handling()
    by = state.get("acknowledge_by")
    return Handling(
        acknowledge_by=datetime.fromisoformat(by) if by else None,
        received_by=state.get("received_by"),
        ended_by=state.get("ended_by"),
        cadastral=cadastral_from_state(state.get("cadastral")),
        estimate_vnd=state.get("estimate_vnd"),
        notices=tuple(Notice(**_moments(notice, "at")) for notice in state.get("notices", ())),
        steps=tuple(LoggedStep(**_moments(step, "started_at", "done_at")) for step in state.get("steps", ())),
    )


def cadastral_state(cadastral: Cadastral | None) -> dict[str, Any] | None:
    if cadastral is None:
        return None
    return {
        "parcel": cadastral.parcel,
        "map_sheet": cadastral.map_sheet,
        "area_m2": cadastral.area_m2,
        "legal_basis": list(cadastral.legal_basis),
    }


def cadastral_from_state(state: Mapping[str, Any] | None) -> Cadastral | None:
    return None if state is None else Cadastral(**(dict(state) | {"legal_basis": tuple(state["legal_basis"])}))


def _notice_state(notice: Notice) -> dict[str, Any]:
    return {"number": notice.number, "amount_vnd": notice.amount_vnd, "at": notice.at.isoformat()}


def _step_state(step: LoggedStep) -> dict[str, Any]:
    return {
        "step": step.step,
        "started_at": step.started_at.isoformat(),
        "done_at": step.done_at.isoformat(),
        "planned_minutes": step.planned_minutes,
        "used_minutes": step.used_minutes,
        "actor": step.actor,
    }


def _moments(state: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return dict(state) | {name: datetime.fromisoformat(state[name]) for name in names}
