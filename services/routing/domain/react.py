"""What the life of a dossier does to its route."""

from dataclasses import replace
from datetime import datetime

from services.routing.domain.clocks.causes import POSTING, SUPPLEMENT
from services.routing.domain.flow import Opening, cancel, complete_leg, open_route, told
from services.routing.domain.hear import Decision, settle, start
from services.routing.domain.legs import pause, resume
from services.routing.domain.plan import Plan
from services.routing.domain.route import LegState, LegStatus, Route, RouteStatus
from services.routing.domain.step import Step

__all__ = ["accepted", "ended", "paid", "papers_came", "papers_missing", "posting"]


def accepted(route: Route, plan: Plan, opening: Opening, cause: str) -> Decision:
    """Opens the route and takes the reports that were there first."""
    if route.status is not RouteStatus.AWAITED:
        return Decision(route)
    return settle(start(open_route(route, plan, opening), cause), plan)


def papers_missing(route: Route, plan: Plan, at: datetime, cause: str) -> Decision:
    """Pauses every running leg: one branch cannot go on without the papers either."""
    if not route.is_open or route.suspended:
        return Decision(route)
    step = Step(replace(route, suspended=True, posted=False))
    return start(told(step.each(_open(route), lambda now, leg: pause(now, plan, leg, at, SUPPLEMENT))), cause)


def papers_came(route: Route, plan: Plan, at: datetime, cause: str) -> Decision:
    """Lets every leg run on; the papers are complete from now."""
    if not route.is_open or not route.suspended:
        return Decision(route)
    step = Step(replace(route, suspended=False, complete_on=at))
    return start(told(step.each(_open(route), lambda now, leg: resume(now, plan, leg, at))), cause)


def posting(route: Route, plan: Plan, at: datetime, cause: str, *, posted: bool) -> Decision:
    """While something hangs out publicly nobody's time runs; missing papers say more than that."""
    if not route.is_open or route.suspended or route.posted is posted:
        return Decision(route)
    step, legs = Step(replace(route, posted=posted)), _open(route)
    if posted:
        return start(told(step.each(legs, lambda now, leg: pause(now, plan, leg, at, POSTING))), cause)
    return start(told(step.each(legs, lambda now, leg: resume(now, plan, leg, at))), cause)


def paid(route: Route, plan: Plan, at: datetime, cause: str, amount_vnd: int | None = None) -> Decision:
    """Completes the leg that has waited longest for this payment.

    One of an amount that was corrected meanwhile settles nothing: the corrected notice is asked for next.
    """
    waiting = [leg for leg in route.open_legs() if _awaits(leg, amount_vnd)]
    if not waiting:
        return Decision(route)
    leg = min(waiting, key=lambda leg: leg.attempts[-1].changed_at)
    return settle(start(complete_leg(route, plan, leg.id, at), cause), plan)


def ended(route: Route, plan: Plan | None, at: datetime, cause: str) -> Decision:
    """Withdrawn, stopped or refused: nobody works on it any more, and no report counts."""
    if route.has_ended:
        return Decision(route)
    return settle(start(cancel(route, at), cause), plan)


def _awaits(leg: LegState, amount_vnd: int | None) -> bool:
    """Not one of an amount that a notice said before it was corrected to another."""
    amounts = [notice.amount_vnd for notice in leg.attempts[-1].handling.notices]
    outdated = amount_vnd in amounts and amount_vnd != amounts[-1]
    return leg.status is LegStatus.AWAITING_PAYMENT and not outdated


def _open(route: Route) -> tuple[str, ...]:
    return tuple(leg.id for leg in route.open_legs())
