"""What an officer may do with a leg, and whether a page still shows the leg as it stands."""

from datetime import datetime
from typing import Final

from services.routing.domain.judge import Fate, fate_of
from services.routing.domain.plan import Plan
from services.routing.domain.report import Rejection, Report, ReportKind
from services.routing.domain.route import LegState, Route

__all__ = ["ACTS", "acts_for", "mark_of_leg", "next_step"]

ACTS: Final = (
    ReportKind.RECEIVED,
    ReportKind.STEP_DONE,
    ReportKind.COMPLETED,
    ReportKind.TAX_NOTICE,
    ReportKind.RESULT,
    ReportKind.SENT_BACK,
)
_ASKED_LATER: Final = frozenset({Rejection.SIGNER_MISSING})
"""What the form itself asks for is no reason not to show it."""


def acts_for(route: Route, plan: Plan, leg_id: str, now: datetime) -> frozenset[ReportKind]:
    """The acts that would be taken now, by the rules that every report is judged by."""
    leg = route.legs[leg_id]
    if not leg.attempts:
        return frozenset()
    return frozenset(kind for kind in ACTS if _fits(fate_of(route, plan, _report(plan, leg, kind, now))))


def next_step(plan: Plan, leg: LegState) -> str | None:
    """The piece of work inside of the leg that comes next; None when all are done, or nothing was handed over."""
    if not leg.attempts:
        return None
    steps, done = plan.legs[leg.id].steps, len(leg.attempts[-1].handling.steps)
    return steps[done].id if done < len(steps) else None


def mark_of_leg(leg: LegState) -> str:
    """What a page knew of a leg: it changes with every step of its latest attempt."""
    if not leg.attempts:
        return "0"
    attempt = leg.attempts[-1]
    last = attempt.handoffs[-1].report if attempt.handoffs else ""
    return f"{attempt.number}/{attempt.status.value}/{attempt.changed_at.isoformat()}/{last}"


def _fits(fate: Fate | Rejection) -> bool:
    return fate is Fate.TAKE or fate in _ASKED_LATER


def _report(plan: Plan, leg: LegState, kind: ReportKind, now: datetime) -> Report:
    attempt, step = leg.attempts[-1].number, next_step(plan, leg)
    return Report("", leg.agency, (), kind, leg.id, attempt, now, now, step=step)
