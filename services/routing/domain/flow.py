"""How a route moves on: opened, from leg to leg, through joins, sent back, completed, cancelled."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import CHANNEL, TAGS, Condition, SignatureNeed
from services.routing.domain.clocks.summary import RouteClock, clock_of
from services.routing.domain.happened import LegClosed, LegReturned, RouteCancelled, RouteCompleted, RouteOpened
from services.routing.domain.legs import dispatch, end, finish, mark_of
from services.routing.domain.plan import Plan
from services.routing.domain.route import LegState, LegStatus, Route, RouteStatus
from services.routing.domain.step import Step
from services.routing.domain.terms import RouteTerms
from services.routing.domain.turns import pass_on, take_turn, wait_again

__all__ = ["Opening", "cancel", "close_leg", "complete_leg", "open_route", "send_back", "told"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What the acceptance of a dossier says; `backfill` marks paper records, `facts` decide about conditional legs.

    `due_at` is the dossier's, by which its limit is known.
    """

    at: datetime
    agency: AgencyCode
    complete_on: datetime
    backfill: bool
    facts: Condition = field(default_factory=dict)
    terms: RouteTerms = field(default_factory=RouteTerms)
    due_at: datetime | None = None


def open_route(route: Route, plan: Plan, opening: Opening) -> Step:
    """Chooses the legs that the dossier has, and hands over those that wait for no other; a route opens once."""
    facts = opening.facts
    legs = {leg.id: LegState(leg.id, leg.agency, chosen=leg.exists_for(facts)) for leg in plan.legs.values()}
    opened = replace(
        route,
        status=RouteStatus.OPEN,
        procedure=plan.procedure,
        agency=opening.agency,
        complete_on=opening.complete_on,
        backfill=opening.backfill,
        opened_at=opening.at,
        legs=legs,
        paper=_paper(plan, facts),
        terms=opening.terms,
        limit_minutes=_limit(plan, opening),
    )
    chosen = tuple(leg.id for leg in legs.values() if leg.chosen)
    step = Step(opened, (RouteOpened(opening.at, chosen),))
    step = step.each(plan.first, lambda now, leg: take_turn(now, plan, leg, opening.at, None))
    return step.then(lambda now: _conclude(now, plan, opening.at))


def _paper(plan: Plan, facts: Condition) -> dict[str, str]:
    """The dossier's attributes, for those who sign: kept only where somebody does."""
    if all(leg.signature is SignatureNeed.NONE for leg in plan.legs.values()):
        return {}
    return {name: next(iter(values)) for name, values in facts.items() if name not in {CHANNEL, TAGS} and values}


def _limit(plan: Plan, opening: Opening) -> int | None:
    """The working time up to the appointment, which same-day rules may shorten."""
    if plan.calendar is None or opening.due_at is None:
        return None
    return max(0, plan.calendar.between(opening.at, opening.due_at))


def complete_leg(route: Route, plan: Plan, leg_id: str, at: datetime) -> Step:
    """Finishes a leg, hands over those that waited for it, and completes the route after its last legs."""
    step = finish(route, plan, leg_id, at)
    moment = step.route.legs[leg_id].attempts[-1].changed_at
    step = step.then(lambda now: pass_on(now, plan, leg_id, moment, leg_id))
    return step.then(lambda now: _conclude(now, plan, moment))


def close_leg(route: Route, plan: Plan, leg_id: str, at: datetime, reason: str) -> Step:
    """An officer does without a failed leg: it counts as passed, and what waited for it goes on."""
    leg = route.legs[leg_id]
    failed = leg.attempts[-1]
    moment = max(at, failed.changed_at)
    closed = leg.with_latest(replace(failed, status=LegStatus.CLOSED, changed_at=moment))
    step = Step(route.with_leg(closed), (LegClosed(moment, mark_of(plan.legs[leg_id], closed), reason),))
    step = step.then(lambda now: pass_on(now, plan, leg_id, moment, leg_id))
    return step.then(lambda now: _conclude(now, plan, moment))


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
    times = sum(attempt.status is LegStatus.SENT_BACK for attempt in leg.attempts)
    mark = mark_of(plan.legs[leg_id], leg)
    step = Step(after, (LegReturned(moment, mark, reason, sender, route.legs[sender].agency, times),))
    if after.legs[sender].status is not LegStatus.COMPLETED:
        return told(step)
    before = after.legs[sender].attempts[-1].sender
    step = step.then(lambda now: dispatch(now, plan, sender, moment, before))
    return told(step.then(lambda now: Step(wait_again(now, plan, sender))))


def cancel(route: Route, at: datetime) -> Step:
    """The dossier ended elsewhere: open legs are recalled. Without an open route there is nothing to tell."""
    recalled = tuple(leg.id for leg in route.open_legs())
    done = tuple(leg.id for leg in route.legs.values() if leg.status is LegStatus.COMPLETED)
    was_open = route.is_open
    for leg in recalled:
        route = end(route, leg, at, LegStatus.CANCELLED)
    ended = replace(route, status=RouteStatus.CANCELLED, ended_at=at)
    return Step(ended, (RouteCancelled(at, recalled, done),) if was_open else ())


def told(step: Step) -> Step:
    """Works out the dossier's clock again. An ended route keeps the last one: intake stops that clock, not a pause.

    It runs while the receiving agency has to decide about a failed leg.
    """
    undecided = not step.route.suspended and any(leg.status is LegStatus.FAILED for leg in step.route.legs.values())
    running = undecided or any(leg.attempts[-1].is_running for leg in step.route.open_legs())
    return Step(replace(step.route, running=running), step.happened)


def _conclude(route: Route, plan: Plan, at: datetime) -> Step:
    """A route ends when its last legs have passed, at the latest of their times."""
    last = [route.legs[leg] for leg in plan.last]
    if all(leg.has_passed for leg in last):
        return _completed(route, plan, max((at, *(leg.passed_at for leg in last))))
    return told(Step(route))


def _completed(route: Route, plan: Plan, at: datetime) -> Step:
    """Legs that a join did not wait for are recalled with it."""
    for leg in tuple(route.open_legs()):
        route = end(route, leg.id, at, LegStatus.CANCELLED)
    ended = replace(route, status=RouteStatus.COMPLETED, ended_at=at)
    return Step(ended, (RouteCompleted(at, route.result_reference, _settled(ended, plan, at)),))


def _settled(route: Route, plan: Plan, at: datetime) -> RouteClock | None:
    """Whose time was used, in the end."""
    calendars = {leg.agency: leg.calendar for leg in plan.legs.values()}
    if route.agency is None or plan.calendar is None:
        return None
    return clock_of(route, ({route.agency: plan.calendar} | calendars).__getitem__, at)
