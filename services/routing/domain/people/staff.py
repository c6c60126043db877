"""Keeps every open leg in the hands of somebody who is there: officers of the field, and who is to sign.

Asked after everything that happens on a route, and again whenever a roster or a register changes or somebody comes or
goes; what is right already stays as it is.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from services.kernel.catalogue import SignatureNeed
from services.kernel.signing import able
from services.routing.domain.happened import LegAssigned, LegSignerMissing
from services.routing.domain.legs import mark_of
from services.routing.domain.people.hands import Hands
from services.routing.domain.people.signing import paper_of, why_nobody_signs
from services.routing.domain.people.team import Duty, Team, Teams
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.route import Attempt, LegState, LegStatus, Route
from services.routing.domain.step import Step

__all__ = ["HANDLE", "SIGN", "staffed"]

HANDLE: Final = "handle"
SIGN: Final = "sign"


def staffed(route: Route, plan: Plan, teams: Teams, now: datetime) -> Step:
    """Papers of the past go to nobody. Raises MissingYearError for working hours of years that are not loaded."""
    if route.backfill or not route.is_open:
        return Step(route)
    legs = tuple(leg.id for leg in route.open_legs())
    return Step(route).each(legs, lambda after, leg: _staffed(after, plan, leg, teams, now))


def _staffed(route: Route, plan: Plan, leg_id: str, teams: Teams, now: datetime) -> Step:
    """A leg that is a dossier of its own is staffed there."""
    team = teams.team(route.legs[leg_id].agency, now)
    if team is None or plan.legs[leg_id].child is not None:
        return Step(route)
    step = _handled(route, plan, leg_id, team, now)
    if plan.legs[leg_id].signature is SignatureNeed.NONE:
        return step
    return step.then(lambda after: _to_be_signed(after, plan, leg_id, team, now))


def _handled(route: Route, plan: Plan, leg_id: str, team: Team, now: datetime) -> Step:
    leg = route.legs[leg_id]
    attempt, moment = leg.attempts[-1], team.next_worked(now)
    if attempt.hands.officer is not None and _keeps(team, plan.field, attempt, moment):
        return Step(route)
    duty = team.who_takes(plan.field, moment, f"{route.code}/{leg_id}/{attempt.number}")
    if duty is None or duty.officer == attempt.hands.officer:
        return Step(route)
    hands = replace(attempt.hands, officer=duty.officer, named=False)
    return _with_hands(route, leg, hands).noting(_assigned(plan.legs[leg_id], leg, duty, now))


def _keeps(team: Team, field: str, attempt: Attempt, moment: datetime) -> bool:
    """Who has begun keeps the work while away, if back before it is due."""
    entry = team.roster.of(attempt.hands.officer or "")
    if entry is None or not entry.holds(moment):
        return False
    if not (attempt.hands.named or team.may_take(entry, field, moment)):
        return False
    if not team.is_away(entry.officer, moment):
        return True
    begun = attempt.status is not LegStatus.DISPATCHED
    return begun and attempt.due_at is not None and not team.is_away(entry.officer, attempt.due_at)


def _to_be_signed(route: Route, plan: Plan, leg_id: str, team: Team, now: datetime) -> Step:
    """Who handles it signs it if they may; else who signs in own right; else a delegate."""
    leg, register = route.legs[leg_id], team.register
    hands = leg.attempts[-1].hands
    if register is None or not register.posts or hands.signature is not None:
        return Step(route)
    here = able(register, paper_of(route, plan), team.next_worked(now))
    if not here:
        return _unsigned(route, plan, leg_id, team, now)
    if any((each.officer, each.on_behalf_of) == (hands.signer, hands.on_behalf_of) for each in here):
        return Step(route)
    chosen = next((each for each in here if each.officer == hands.officer), here[0])
    reason = "delegated" if chosen.on_behalf_of else "own_right"
    mark, at = mark_of(plan.legs[leg_id], leg), max(now, leg.attempts[-1].changed_at)
    told = LegAssigned(at, mark, SIGN, chosen.officer, reason, chosen.on_behalf_of)
    return _with_hands(route, leg, replace(hands, signer=chosen.officer, on_behalf_of=chosen.on_behalf_of)).noting(told)


def _unsigned(route: Route, plan: Plan, leg_id: str, team: Team, now: datetime) -> Step:
    """Told once per attempt, while there is still time to appoint somebody."""
    leg, planned = route.legs[leg_id], plan.legs[leg_id]
    attempt = leg.attempts[-1]
    until = _time_left_until(planned, attempt)
    if attempt.hands.late_cause is not None or until is None or team.register is None:
        return Step(route)
    cause = why_nobody_signs(team.register, paper_of(route, plan), planned.calendar, now, until)
    if cause is None:
        return Step(route)
    told = LegSignerMissing(max(now, attempt.changed_at), mark_of(planned, leg), cause, attempt.due_at)
    return _with_hands(route, leg, replace(attempt.hands, late_cause=cause)).noting(told)


def _time_left_until(planned: PlannedLeg, attempt: Attempt) -> datetime | None:
    """None while the clock stands still; what has no limit of its own is expected on its working day."""
    if attempt.due_at is not None or not attempt.is_running:
        return attempt.due_at
    if planned.limit_minutes is not None:
        return None
    calendar = planned.calendar
    return calendar.closing_of(calendar.local_day(calendar.next_opening(attempt.dispatched_at)))


def _assigned(planned: PlannedLeg, leg: LegState, duty: Duty, now: datetime) -> LegAssigned:
    reason = "fallback" if duty.fallback else "field"
    return LegAssigned(max(now, leg.attempts[-1].changed_at), mark_of(planned, leg), HANDLE, duty.officer, reason)


def _with_hands(route: Route, leg: LegState, hands: Hands) -> Step:
    return Step(route.with_leg(leg.with_latest(replace(leg.attempts[-1], hands=hands))))
