"""Which steps of a dossier an officer may take now, and in which role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.intake.domain.actor import Actor
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import Dossier
from services.kernel.status import Status

__all__ = ["Action", "actions_for", "actor_for"]


class Action(StrEnum):
    """As the pages' addresses name them, in the order in which they are shown."""

    ACCEPT = "tiep-nhan"
    REQUEST_SUPPLEMENT = "yeu-cau-bo-sung"
    SUPPLEMENT = "nhan-bo-sung"
    SIGN = "ky"
    COMPLETE = "hoan-thanh"
    RETURN = "tra-ket-qua"
    APOLOGISE = "xin-loi"
    REFUSE = "tu-choi"
    REQUEST_WITHDRAWAL = "yeu-cau-rut"
    GRANT_WITHDRAWAL = "dong-y-rut"
    TAKE_BACK = "thoi-rut"
    STOP = "dung"


@dataclass(frozen=True, slots=True)
class _Step:
    permission: str
    statuses: frozenset[Status]
    secret_only: bool = False


def _in(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


_HANDLED: Final = _in(Status.RECEIVED, Status.IN_PROCESS)
_PAUSED: Final = _in(Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUESTED)
_STEPS: Final[Mapping[Action, _Step]] = {
    Action.ACCEPT: _Step("accept", _in(Status.NEWLY_FILED)),
    Action.REQUEST_SUPPLEMENT: _Step("request_supplement", _in(Status.NEWLY_FILED, Status.IN_PROCESS)),
    Action.SUPPLEMENT: _Step("supplement", _in(Status.SUPPLEMENT_REQUESTED)),
    Action.SIGN: _Step("sign", _HANDLED | {Status.FINISHED}),
    Action.COMPLETE: _Step("complete", _in(Status.IN_PROCESS), secret_only=True),
    Action.RETURN: _Step("return", _in(Status.FINISHED)),
    Action.APOLOGISE: _Step("apologise", _HANDLED | _PAUSED),
    Action.REFUSE: _Step("refuse", _in(Status.NEWLY_FILED)),
    Action.REQUEST_WITHDRAWAL: _Step("withdraw", _PAUSED | {Status.NEWLY_FILED, Status.IN_PROCESS}),
    Action.GRANT_WITHDRAWAL: _Step("grant_withdrawal", _in(Status.WITHDRAWAL_REQUESTED)),
    Action.TAKE_BACK: _Step("withdraw", _in(Status.WITHDRAWAL_REQUESTED)),
    Action.STOP: _Step("stop", _PAUSED | {Status.IN_PROCESS}),
}


def actions_for(dossier: Dossier, roles: Iterable[str], course: CourseRules) -> tuple[Action, ...]:
    """What the page offers; whether a step is allowed after all is decided by the dossier's rules."""
    held = frozenset(roles)
    return tuple(
        action
        for action, step in _STEPS.items()
        if dossier.status in step.statuses
        and (dossier.filing.secret or not step.secret_only)
        and held & course.permissions.get(step.permission, frozenset())
    )


def actor_for(action: Action, login: str, roles: Iterable[str], course: CourseRules) -> Actor:
    """The officer in a role that may take the step; in the first one, which is refused, when there is none."""
    held = tuple(roles)
    allowed = course.permissions.get(_STEPS[action].permission, frozenset())
    role = next((role for role in held if role in allowed), held[0] if held else "")
    return Actor("officer", role, login)
