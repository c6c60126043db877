"""What a report does to the leg that it is about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from services.routing.domain.asking import ask_for, ask_for_all
from services.routing.domain.flow import complete_leg, send_back, told
from services.routing.domain.happened import LegStepDone, ResultAttached
from services.routing.domain.legs import acknowledge, mark_of
from services.routing.domain.obligation import estimate, give_notice
from services.routing.domain.people.hands import Signature
from services.routing.domain.people.signing import signature_under
from services.routing.domain.plan import Plan
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import Route
from services.routing.domain.step import Step
from services.routing.domain.step_log import with_step

__all__ = ["take"]

Taking = Callable[[Route, Plan, Report, datetime], Step]


def take(route: Route, plan: Plan, report: Report) -> Step:
    """Applies a report that `fate_of` lets through; whatever an agency says of a leg acknowledges it as well."""
    if report.kind is ReportKind.REQUESTED:
        return ask_for(route, plan, report.leg, report.agency, report.occurred_at)
    attempt = route.legs[report.leg].attempts[report.attempt - 1]
    at = max(report.occurred_at, attempt.changed_at)
    signed = _with_signature(route, plan, report)
    step = acknowledge(signed, plan, report.leg, at, report.actor) if attempt.is_open else Step(signed)
    return step.then(lambda now: _TAKINGS[report.kind](now, plan, report, at))


def _received(route: Route, _: Plan, __: Report, ___: datetime) -> Step:
    return Step(route)


def _completed(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    asked = ask_for_all(_ending(_with_result(route, report), report), plan, report.include, report.agency, at)
    return asked.then(lambda now: complete_leg(now, plan, report.leg, at))


def _sent_back(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    return send_back(_ending(route, report), plan, report.leg, at, report.reason or "")


def _result(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    leg = route.legs[report.leg]
    mark = mark_of(plan.legs[leg.id], leg)
    return told(Step(_with_result(route, report), (ResultAttached(at, mark, report.result_reference or ""),)))


def _step_done(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    """A step keeps its own time, also when it is told after the leg was paused or ended."""
    leg = route.legs[report.leg]
    attempt = with_step(plan.legs[leg.id], leg.attempts[report.attempt - 1], report.occurred_at, report.actor)
    leg = leg.with_attempt(attempt)
    mark = replace(mark_of(plan.legs[leg.id], leg), attempt=report.attempt)
    return told(Step(route.with_leg(leg), (LegStepDone(at, mark, attempt.handling.steps[-1]),)))


def _ending(route: Route, report: Report) -> Route:
    """Who ends the attempt, and what is told for the slip that goes on."""
    leg = route.legs[report.leg]
    attempt = leg.attempts[-1]
    handling = replace(attempt.handling, ended_by=report.actor, cadastral=report.cadastral)
    return route.with_leg(leg.with_latest(replace(attempt, handling=handling)))


def _with_signature(route: Route, plan: Plan, report: Report) -> Route:
    signature = signature_under(route, plan, report)
    if not isinstance(signature, Signature):
        return route
    leg = route.legs[report.leg]
    attempt = leg.attempts[report.attempt - 1]
    return route.with_leg(leg.with_attempt(replace(attempt, hands=replace(attempt.hands, signature=signature))))


def _with_result(route: Route, report: Report) -> Route:
    return replace(route, result_reference=report.result_reference) if report.result_reference else route


_TAKINGS: Mapping[ReportKind, Taking] = {
    ReportKind.RECEIVED: _received,
    ReportKind.COMPLETED: _completed,
    ReportKind.SENT_BACK: _sent_back,
    ReportKind.RESULT: _result,
    ReportKind.STEP_DONE: _step_done,
    ReportKind.ESTIMATE: estimate,
    ReportKind.TAX_NOTICE: give_notice,
}
