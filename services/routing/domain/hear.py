"""Reports reach a route in any order and more than once; this is where that stops mattering."""

from dataclasses import dataclass, replace

from services.routing.domain.handoff import MOST_KEPT, Handoff, RefusedHandoff
from services.routing.domain.happened import Recorded, ReportRejected
from services.routing.domain.judge import MOST_WAITING, Fate, fate_of
from services.routing.domain.plan import Plan
from services.routing.domain.report import Rejection, Report, ReportKind
from services.routing.domain.route import Route, RouteStatus
from services.routing.domain.step import Step, record
from services.routing.domain.take import take

__all__ = ["Decision", "expire", "hear", "refuse", "reject", "settle", "start"]

_RANK = {kind: rank for rank, kind in enumerate(ReportKind)}
_MOST_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Decision:
    """A route after one or more causes, with everything to be told, in order."""

    route: Route
    events: tuple[Recorded, ...] = ()


def start(step: Step, cause: str, actor: str | None = None) -> Decision:
    return Decision(step.route, record(step, cause, actor))


def hear(route: Route, plan: Plan | None, report: Report) -> Decision:
    """Takes a report in: a repeated one changes nothing, an early one waits, and all that it makes due follows."""
    if report.key in route.reports:
        return Decision(route)
    known = _remembering(route, report)
    if fate_of(known, plan, report) is Fate.KEEP and len(known.waiting) >= MOST_WAITING:
        return _rejected(known, report, Rejection.TOO_MANY_WAITING)
    return settle(Decision(replace(known, waiting=(*known.waiting, report))), plan)


def reject(route: Route, report: Report, reason: Rejection) -> Decision:
    """Turns a new report down for what is wrong with itself; a repeated one changes nothing."""
    if report.key in route.reports:
        return Decision(route)
    return _rejected(_remembering(route, report), report, reason)


def refuse(route: Route, handoff: RefusedHandoff) -> Route:
    """Keeps on an opened route that a signature did not hold; it is told nowhere, since anybody may have sent it.

    Its id is not remembered: a forged report must not stand in the way of the true one.
    """
    if not route.legs or any(handoff.repeats(other) for other in route.refused):
        return route
    return replace(route, refused=(*route.refused, handoff)[-MOST_KEPT:])


def expire(route: Route, key: str) -> Decision:
    """Gives up a report whose route never opened. It is forgotten, so that its dead letter can be replayed later."""
    expired = next((report for report in route.waiting if report.key == key), None)
    if expired is None or route.status is not RouteStatus.AWAITED:
        return Decision(route)
    waiting = tuple(report for report in route.waiting if report is not expired)
    known = tuple(other for other in route.reports if other != key)
    return _rejected(replace(route, waiting=waiting, reports=known), expired, Rejection.ROUTE_UNKNOWN)


def settle(decision: Decision, plan: Plan | None) -> Decision:
    """Takes or rejects waiting reports, in natural order, until all that are left have to wait on."""
    while (judged := _next(decision.route, plan)) is not None:
        report, fate = judged
        route = replace(decision.route, waiting=tuple(r for r in decision.route.waiting if r is not report))
        following = _judged(route, plan, report, fate)
        decision = Decision(following.route, decision.events + following.events)
    return decision


def _remembering(route: Route, report: Report) -> Route:
    return replace(route, reports=(*route.reports, report.key)[-_MOST_REMEMBERED:])


def _next(route: Route, plan: Plan | None) -> tuple[Report, Fate | Rejection] | None:
    for report in sorted(route.waiting, key=_natural_order):
        fate = fate_of(route, plan, report)
        if fate is not Fate.KEEP:
            return report, fate
    return None


def _judged(route: Route, plan: Plan | None, report: Report, fate: Fate | Rejection) -> Decision:
    if isinstance(fate, Rejection) or plan is None:
        return _rejected(route, report, fate if isinstance(fate, Rejection) else Rejection.ROUTE_UNKNOWN)
    step = take(route, plan, report)
    return start(replace(step, route=_with_handoff(step.route, report)), report.id, report.actor)


def _with_handoff(route: Route, report: Report) -> Route:
    if report.verification is None:
        return route
    leg = route.legs[report.leg]
    handoff = Handoff(report.id, report.kind.value, report.agency, report.occurred_at, report.verification)
    if report.kind is ReportKind.REQUESTED:
        return route.with_leg(leg.requested(handoff))
    return route.with_leg(leg.with_attempt(leg.attempts[report.attempt - 1].noting(handoff)))


def _rejected(route: Route, report: Report, reason: Rejection) -> Decision:
    return start(Step(route, (ReportRejected(report.occurred_at, report.id, report.agency, reason),)), report.id)


def _natural_order(report: Report) -> tuple[object, ...]:
    return report.attempt, report.occurred_at, _RANK[report.kind], report.key
