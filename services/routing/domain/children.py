"""Legs that are dossiers of their own: what their children bring about, and what officers decide when one failed."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.routing.domain.flow import close_leg, complete_leg, told
from services.routing.domain.happened import LegFailed
from services.routing.domain.hear import Decision, settle, start
from services.routing.domain.legs import acknowledge, dispatch, end, mark_of, pause, resume
from services.routing.domain.plan import Plan
from services.routing.domain.route import Attempt, LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["ChildNews", "Order", "Refusal", "Turn", "close", "hear_of_child", "refile"]


class Turn(StrEnum):
    """How a child stands after an event of its own."""

    TAKEN = "taken"
    WAITS = "waits"
    GOES_ON = "goes_on"
    DONE = "done"
    FAILED = "failed"


class Refusal(StrEnum):
    """Why an officer cannot decide so; slugs of the HTTP interface."""

    LEG_NOT_FAILED = "leg_not_failed"
    LEG_NEEDED = "leg_needed"


@dataclass(frozen=True, slots=True)
class ChildNews:
    """`child` carries attempt `number` at `leg` out; `detail` is why it waits or failed, or its result's reference."""

    child: str
    leg: str
    number: int
    at: datetime
    turn: Turn
    detail: str | None = None


def hear_of_child(route: Route, plan: Plan, news: ChildNews, cause: str) -> Decision:
    """Nothing is left to say about an attempt that has ended. Raises LookupError for one that never was."""
    attempt = _attempt(route, news.leg, news.number)
    if not attempt.is_open or attempt.child is None:
        return Decision(route)
    child = replace(attempt.child, code=news.child, waits=news.turn is Turn.WAITS)
    known = route.with_leg(route.legs[news.leg].with_latest(replace(attempt, child=child)))
    return settle(start(_turn(known, plan, news), cause), plan)


@dataclass(frozen=True, slots=True)
class Order:
    """What an officer decides about an attempt at a leg; `actor` is the account or credential it came from."""

    leg: str
    number: int
    at: datetime
    cause: str
    actor: str


def refile(route: Route, plan: Plan, order: Order) -> Decision | Refusal:
    """A new attempt, for which a new child is filed; asked again it changes nothing. Raises LookupError."""
    attempt = _attempt(route, order.leg, order.number)
    if attempt.status is not LegStatus.FAILED or not route.is_open:
        return Refusal.LEG_NOT_FAILED
    if order.number < len(route.legs[order.leg].attempts):
        return Decision(route)
    moment = max(order.at, attempt.changed_at)
    step = told(dispatch(route, plan, order.leg, moment, attempt.sender))
    return settle(start(step, order.cause, order.actor), plan)


def close(route: Route, plan: Plan, order: Order, reason: str) -> Decision | Refusal:
    """Does without a leg for good; asked again it changes nothing. Raises LookupError.

    What other legs wait for cannot be done without: then the child is filed again, or the whole dossier is stopped.
    """
    leg, attempt = route.legs[order.leg], _attempt(route, order.leg, order.number)
    if attempt.status is LegStatus.CLOSED:
        return Decision(route)
    if attempt.status is not LegStatus.FAILED or order.number < len(leg.attempts) or not route.is_open:
        return Refusal.LEG_NOT_FAILED
    if any(route.legs[follower].status is LegStatus.WAITING for follower in plan.followers[leg.id]):
        return Refusal.LEG_NEEDED
    return settle(start(close_leg(route, plan, leg.id, order.at, reason), order.cause, order.actor), plan)


def _attempt(route: Route, leg_id: str, number: int) -> Attempt:
    attempts = route.legs[leg_id].attempts
    if not 1 <= number <= len(attempts):
        raise LookupError(f"{leg_id}/{number}")
    return attempts[number - 1]


def _turn(route: Route, plan: Plan, news: ChildNews) -> Step:
    step = acknowledge(route, plan, news.leg, max(news.at, route.legs[news.leg].attempts[-1].changed_at))
    match news.turn:
        case Turn.WAITS:
            return told(step.then(lambda now: pause(now, plan, news.leg, news.at, news.detail or "")))
        case Turn.DONE:
            return step.then(lambda now: complete_leg(_with_result(now, news), plan, news.leg, news.at))
        case Turn.FAILED:
            return told(step.then(lambda now: _fail(now, plan, news)))
        case _ if route.suspended:
            return told(step)
        case _:
            return told(step.then(lambda now: resume(now, plan, news.leg, news.at)))


def _with_result(route: Route, news: ChildNews) -> Route:
    return replace(route, result_reference=news.detail) if news.detail else route


def _fail(route: Route, plan: Plan, news: ChildNews) -> Step:
    after = end(route, news.leg, news.at, LegStatus.FAILED)
    leg = after.legs[news.leg]
    moment = leg.attempts[-1].changed_at
    return Step(after, (LegFailed(moment, mark_of(plan.legs[news.leg], leg), news.child, news.detail or ""),))
