"""Optional legs: who may ask for one, until when, and what asking does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.routing.domain.flow import told
from services.routing.domain.happened import LegAskedFor
from services.routing.domain.plan import Plan
from services.routing.domain.report import Rejection
from services.routing.domain.route import Route
from services.routing.domain.step import Step
from services.routing.domain.turns import take_turn, wait_again

__all__ = ["ask_for", "ask_for_all", "why_not_ask"]


def why_not_ask(route: Route, plan: Plan, leg_id: str) -> Rejection | None:
    """None if an optional leg can still be asked for; asking again for one that was asked for does no harm."""
    leg = route.legs.get(leg_id)
    if leg is None:
        return Rejection.LEG_UNKNOWN
    if not plan.legs[leg_id].optional:
        return Rejection.LEG_NOT_OPTIONAL
    if not leg.chosen:
        return Rejection.LEG_SKIPPED
    late = leg.skipped is not None and not _still_waits(route, plan, leg_id)
    return Rejection.LEG_PASSED if late else None


def ask_for_all(route: Route, plan: Plan, leg_ids: Iterable[str], asking: AgencyCode, at: datetime) -> Step:
    return Step(route).each(leg_ids, lambda now, leg: ask_for(now, plan, leg, asking, at))


def ask_for(route: Route, plan: Plan, leg_id: str, asking: AgencyCode, at: datetime) -> Step:
    """A leg that was passed over already gets its turn after all."""
    leg = route.legs[leg_id]
    step = Step(route.with_leg(replace(leg, asked=True, skipped=None)), (LegAskedFor(at, leg_id, asking),))
    if leg.skipped is None:
        return told(step)
    moment, sender = max(at, leg.skipped.at), leg.skipped.sender
    return told(step.then(lambda now: take_turn(wait_again(now, plan, leg_id), plan, leg_id, moment, sender)))


def _still_waits(route: Route, plan: Plan, leg_id: str) -> bool:
    """Whether nothing after a skipped leg has begun."""
    return all(
        following.awaits_dispatch or (following.skipped is not None and _still_waits(route, plan, following.id))
        for following in (route.legs[leg] for leg in plan.followers[leg_id])
    )
