"""Gives a leg to an officer by name: a supervisor's choice, which stays until the officer is away."""

from dataclasses import dataclass, replace
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.routing.application.amend import Amend
from services.routing.application.apply_lifecycle import plan_for
from services.routing.application.ports import PlanSource
from services.routing.domain.happened import LegAssigned
from services.routing.domain.hear import Decision, start
from services.routing.domain.legs import mark_of
from services.routing.domain.people.staff import HANDLE
from services.routing.domain.people.team import Team, Teams
from services.routing.domain.plan import Plan
from services.routing.domain.route import LegState, Route
from services.routing.domain.step import Step
from services.runtime.failures import PermanentError

__all__ = ["AssignLeg", "Assignment"]

_ATTEMPTS: Final = 8
_NO_CAUSE: Final = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`agency` must have the leg: for others the route does not exist."""

    code: str
    leg: str
    agency: AgencyCode
    officer: str


class AssignLeg:
    """The same assignment twice is one."""

    def __init__(self, amend: Amend, plans: PlanSource, teams: Teams, clock: Clock) -> None:
        self._amend = amend
        self._plans = plans
        self._teams = teams
        self._clock = clock

    async def __call__(self, wanted: Assignment) -> None:
        """Raises PermanentError(dossier_not_found | leg_not_assignable | officer_not_rostered | ...)."""
        for _ in range(_ATTEMPTS):
            amended = await self._amend([wanted.code], lambda route: self._decide(route, wanted))
            if not amended.found:
                raise PermanentError("dossier_not_found", code=wanted.code)
            if not amended.lost:
                return
        raise PermanentError("concurrent_change")

    def _decide(self, route: Route, wanted: Assignment) -> Decision:
        leg = route.legs.get(wanted.leg)
        plan = plan_for(self._plans, route)
        if leg is None or plan is None or leg.agency != wanted.agency:
            raise PermanentError("dossier_not_found", code=wanted.code)
        if not leg.is_open:
            raise PermanentError("leg_not_assignable", leg=wanted.leg)
        self._check(self._teams.team(leg.agency, self._clock()), plan, wanted)
        return self._assign(route, plan, leg, wanted.officer)

    def _check(self, team: Team | None, plan: Plan, wanted: Assignment) -> None:
        entry = team.roster.of(wanted.officer) if team else None
        now = self._clock()
        if team is None or entry is None or not entry.holds(now):
            raise PermanentError("officer_not_rostered", officer=wanted.officer)
        for field, skills in team.missing(entry, (plan.field,)).items():
            raise PermanentError("skill_missing", field=field, skills=", ".join(skills))
        if team.is_away(wanted.officer, team.next_worked(now)):
            raise PermanentError("officer_away", officer=wanted.officer)

    def _assign(self, route: Route, plan: Plan, leg: LegState, officer: str) -> Decision:
        attempt = leg.attempts[-1]
        if attempt.hands.named and attempt.hands.officer == officer:
            return Decision(route)
        hands = replace(attempt.hands, officer=officer, named=True)
        at = max(self._clock(), attempt.changed_at)
        told = LegAssigned(at, mark_of(plan.legs[leg.id], leg), HANDLE, officer, "named")
        named = route.with_leg(leg.with_latest(replace(attempt, hands=hands)))
        return start(Step(named, (told,)), _NO_CAUSE)
