"""Whose turn it is: what comes after a leg that has passed is handed over, or passed over itself."""

from dataclasses import replace
from datetime import datetime

from services.kernel.catalogue import Join
from services.routing.domain.happened import LegSkipped, RouteJoined, SkipReason
from services.routing.domain.legs import dispatch
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.route import LegState, Route, Skip
from services.routing.domain.step import Step

__all__ = ["is_ready", "pass_on", "take_turn", "wait_again"]


def pass_on(route: Route, plan: Plan, leg_id: str, at: datetime, sender: str | None) -> Step:
    """Gives the followers of a leg that has passed their turn; `sender` is the leg whose end led to it."""
    return Step(route).each(plan.followers[leg_id], lambda now, following: take_turn(now, plan, following, at, sender))


def take_turn(route: Route, plan: Plan, leg_id: str, at: datetime, sender: str | None) -> Step:
    """Asked when one of the legs before it ends, so that a leg sent back waits for something new, not for what was."""
    planned, leg = plan.legs[leg_id], route.legs[leg_id]
    if leg.skipped is not None:
        return pass_on(route, plan, leg_id, at, sender)
    if not (leg.awaits_dispatch and is_ready(route, planned)):
        return Step(route)
    # A branch may have ended later than the one reported last; nothing starts before all it waited for.
    moment = max((at, *_ends(route, planned)))
    if not leg.chosen or (planned.optional and not leg.asked):
        return _skip(route, leg, moment, sender).then(lambda now: pass_on(now, plan, leg_id, moment, sender))
    return _join(route, planned, at).then(lambda now: dispatch(now, plan, leg_id, moment, sender))


def is_ready(route: Route, planned: PlannedLeg) -> bool:
    """A branch that was skipped is never the first to end; if all were, there is nothing to wait for."""
    before = [route.legs[leg] for leg in planned.after]
    if planned.join is Join.ANY and any(leg.has_passed and leg.skipped is None for leg in before):
        return True
    return all(leg.has_passed for leg in before)


def wait_again(route: Route, plan: Plan, leg_id: str) -> Route:
    """A leg is done once more: what was skipped after it waits for it again, and may be asked for this time."""
    for following in plan.followers[leg_id]:
        leg = route.legs[following]
        if leg.skipped is not None and not is_ready(route, plan.legs[following]):
            route = wait_again(route.with_leg(replace(leg, skipped=None)), plan, following)
    return route


def _skip(route: Route, leg: LegState, at: datetime, sender: str | None) -> Step:
    reason = SkipReason.OPTIONAL if leg.chosen else SkipReason.CONDITION
    return Step(route.with_leg(replace(leg, skipped=Skip(at, sender))), (LegSkipped(at, leg.id, reason),))


def _join(route: Route, planned: PlannedLeg, at: datetime) -> Step:
    leg = route.legs[planned.id]
    if leg.joined or not planned.joins:
        return Step(route)
    return Step(route.with_leg(replace(leg, joined=True)), (RouteJoined(at, leg.id),))


def _ends(route: Route, planned: PlannedLeg) -> list[datetime]:
    if planned.join is Join.ANY:
        return []
    return [route.legs[leg].passed_at for leg in planned.after]
