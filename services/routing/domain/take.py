"""What a report does to the leg that it is about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from services.kernel.clock_ledger import ClockState
from services.routing.domain.asking import ask_for, ask_for_all
from services.routing.domain.flow import complete_leg, send_back, told
from services.routing.domain.happened import ObligationNotified, ResultAttached
from services.routing.domain.legs import PAYMENT, acknowledge, mark_of
from services.routing.domain.people.hands import Signature
from services.routing.domain.people.signing import signature_under
from services.routing.domain.plan import Plan
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["take"]

Taking = Callable[[Route, Plan, Report, datetime], Step]


def take(route: Route, plan: Plan, report: Report) -> Step:
    """Applies a report that `fate_of` lets through; whatever an agency says of a leg acknowledges it as well."""
    if report.kind is ReportKind.REQUESTED:
        return ask_for(route, plan, report.leg, report.occurred_at)
    attempt = route.legs[report.leg].attempts[report.attempt - 1]
    at = max(report.occurred_at, attempt.changed_at)
    signed = _with_signature(route, plan, report)
    step = acknowledge(signed, plan, report.leg, at) if attempt.is_open else Step(signed)
    return step.then(lambda now: _TAKINGS[report.kind](now, plan, report, at))


def _received(route: Route, _: Plan, __: Report, ___: datetime) -> Step:
    return Step(route)


def _completed(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    asked = ask_for_all(_with_result(route, report), plan, report.include, at)
    return asked.then(lambda now: complete_leg(now, plan, report.leg, at))


def _sent_back(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    return send_back(route, plan, report.leg, at, report.reason or "")


def _result(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    leg = route.legs[report.leg]
    mark = mark_of(plan.legs[leg.id], leg)
    return told(Step(_with_result(route, report), (ResultAttached(at, mark, report.result_reference or ""),)))


def _tax_notice(route: Route, plan: Plan, report: Report, at: datetime) -> Step:
    """The leg waits for the payment; a notice that nothing is owed ends it at once."""
    if report.amount_vnd == 0:
        return complete_leg(route, plan, report.leg, at)
    leg = route.legs[report.leg]
    attempt = leg.attempts[-1]
    ledger = attempt.ledger.pause(at, PAYMENT) if attempt.ledger.state is ClockState.RUNNING else attempt.ledger
    waiting = replace(attempt, status=LegStatus.AWAITING_PAYMENT, ledger=ledger, due_at=None, changed_at=at)
    leg = leg.with_latest(waiting)
    mark = mark_of(plan.legs[leg.id], leg)
    return told(Step(route.with_leg(leg), (ObligationNotified(at, mark, report.amount_vnd, report.notice or ""),)))


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
    ReportKind.TAX_NOTICE: _tax_notice,
}
