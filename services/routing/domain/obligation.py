"""What a citizen owes on a leg: an estimate is for information, an official notice is asked for until it is paid."""

from dataclasses import replace
from datetime import datetime

from services.kernel.clock_ledger import ClockState
from services.routing.domain.clocks.causes import PAYMENT
from services.routing.domain.flow import complete_leg, told
from services.routing.domain.handling import Notice
from services.routing.domain.happened import LegEstimated, ObligationLapsed, ObligationNotified
from services.routing.domain.legs import mark_of
from services.routing.domain.plan import Plan
from services.routing.domain.report import Report
from services.routing.domain.route import Attempt, LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["estimate", "give_notice"]


def estimate(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    """The latest estimate stands until the official notice."""
    leg = route.legs[report.leg]
    attempt = leg.attempts[-1]
    handling = replace(attempt.handling, estimate_vnd=report.amount_vnd)
    leg = leg.with_latest(replace(attempt, handling=handling))
    event = LegEstimated(at, mark_of(plan.legs[leg.id], leg), report.amount_vnd)
    return told(Step(route.with_leg(leg), (event,)))


def give_notice(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    """The leg waits for the payment; a notice that nothing is owed ends it at once."""
    leg = route.legs[report.leg]
    leg = leg.with_latest(_noted(leg.attempts[-1], report, at))
    step, number = Step(route.with_leg(leg)), report.notice or ""
    mark = mark_of(plan.legs[leg.id], leg)
    if report.amount_vnd:
        return told(step.noting(ObligationNotified(at, mark, report.amount_vnd, number, report.corrects)))
    if report.corrects:
        step = step.noting(ObligationLapsed(at, mark, number, report.corrects))
    return step.then(lambda now: complete_leg(now, plan, report.leg, at))


def _noted(attempt: Attempt, report: Report, at: datetime) -> Attempt:
    notices = (*attempt.handling.notices, Notice(report.notice or "", report.amount_vnd, at))
    noted = replace(attempt, handling=replace(attempt.handling, notices=notices, ended_by=report.actor))
    if report.amount_vnd == 0:
        return noted
    ledger = attempt.ledger.pause(at, PAYMENT) if attempt.ledger.state is ClockState.RUNNING else attempt.ledger
    return replace(noted, status=LegStatus.AWAITING_PAYMENT, ledger=ledger, due_at=None, changed_at=at)
