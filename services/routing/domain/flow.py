"""How a route moves on: opened, from leg to leg, through joins, sent back, completed, cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Join
from services.routing.domain.happened import LegReturned, RouteCancelled, RouteCompleted, RouteJoined, RouteOpened
from services.routing.domain.legs import dispatch, end, finish, mark_of
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.route import LegState, LegStatus, Route, RouteStatus
from services.routing.domain.step import Step

__all__ = ["Opening", "cancel", "complete_leg", "open_route", "send_back", "told"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What the acceptance of a dossier says; `backfill` marks paper records of the past."""

    at: datetime
    agency: AgencyCode
    complete_on: datetime
    backfill: bool


def open_route(route: Route, plan: Plan, opening: Opening) -> Step:
    """Hands over the legs that wait for no other; a route opens once."""
    legs = {leg.id: LegState(leg.id, leg.agency) for leg in plan.legs.values()}
    opened = replace(
        route,
        status=RouteStatus.OPEN,
        procedure=plan.procedure,
        agency=opening.agency,
        complete_on=opening.complete_on,
        backfill=opening.backfill,
        opened_at=opening.at,
        legs=legs,
    )
    step = Step(opened, (RouteOpened(opening.at, tuple(legs)),))
    return told(step.each(plan.first, lambda now, leg: dispatch(now, plan, leg, opening.at, None)))


def complete_leg(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """Finishes a leg, hands over those that waited for it, and completes the route after its last legs."""
    step = finish(route, plan, leg_id, at)
    moment = step.route.legs[leg_id].attempts[-1].changed_at
    step = step.each(plan.followers[leg_id], lambda now, next_leg: _hand_over(now, plan, next_leg, moment, leg_id))
    if all(step.route.legs[leg].status is LegStatus.COMPLETED for leg in plan.last):
        return step.then(lambda now: _completed(now, moment))
    return told(step)


def send_back(route: Route, plan: Plan, leg_id: str, at: datetime, reason: str) -> Step:
    """Ends the attempt and gives the sending leg another one, unless a sister branch had it reopened before.

    A sending leg that was itself sent back meanwhile gets its next attempt when its own sender is done again.
    """
    sender = route.legs[leg_id].attempts[-1].sender
    if sender is None:  # judged before: a first leg has nobody to go back to
        return Step(route)
    after = end(route, leg_id, at, LegStatus.SENT_BACK)
    leg = after.legs[leg_id]
    moment = leg.attempts[-1].changed_at
    step = Step(after, (LegReturned(moment, mark_of(plan.legs[leg_id], leg), reason, sender),))
    if after.legs[sender].status is not LegStatus.COMPLETED:
        return told(step)
    before = after.legs[sender].attempts[-1].sender
    return told(step.then(lambda now: dispatch(now, plan, sender, moment, before)))


def cancel(route: Route, at: datetime) -> Step:
    """The dossier ended elsewhere: open legs are recalled. Without an open route there is nothing to tell."""
    recalled = tuple(leg.id for leg in route.open_legs())
    was_open = route.is_open
    for leg in recalled:
        route = end(route, leg, at, LegStatus.CANCELLED)
    ended = replace(route, status=RouteStatus.CANCELLED, ended_at=at)
    return Step(ended, (RouteCancelled(at, recalled),) if was_open else ())


def told(step: Step) -> Step:
    """Works out the dossier's clock again. An ended route keeps the last one: intake stops that clock, not a pause."""
    running = any(leg.attempts[-1].is_running for leg in step.route.open_legs())
    return Step(replace(step.route, running=running), step.happened)


def _hand_over(route: Route, plan: Plan, leg_id: str, at: datetime, sender: str) -> Step:
    """Asked when one of the legs before it ends, so that a leg sent back waits for something new, not for what was."""
    planned, leg = plan.legs[leg_id], route.legs[leg_id]
    if not (leg.awaits_dispatch and _is_ready(route, planned)):
        return Step(route)
    step = Step(route)
    if planned.joins and not leg.joined:
        step = Step(route.with_leg(replace(leg, joined=True)), (RouteJoined(at, leg_id),))
    # A branch may have ended later than the one reported last; nothing starts before all it waited for.
    moment = max((at, *_ends(route, planned)))
    return step.then(lambda now: dispatch(now, plan, leg_id, moment, sender))


def _is_ready(route: Route, planned: PlannedLeg) -> bool:
    done = (route.legs[leg].status is LegStatus.COMPLETED for leg in planned.after)
    return any(done) if planned.join is Join.ANY else all(done)


def _ends(route: Route, planned: PlannedLeg) -> list[datetime]:
    if planned.join is Join.ANY:
        return []
    return [route.legs[leg].attempts[-1].changed_at for leg in planned.after]


def _completed(route: Route, at: datetime) -> Step:
    """Legs that a join did not wait for are recalled with it."""
    for leg in tuple(route.open_legs()):
        route = end(route, leg.id, at, LegStatus.CANCELLED)
    ended = replace(route, status=RouteStatus.COMPLETED, ended_at=at)
    return Step(ended, (RouteCompleted(at, route.result_reference),))
