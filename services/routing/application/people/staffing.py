"""Looks after everything that was decided about a route: every open leg in somebody's hands."""

from services.kernel.times import Clock
from services.kernel.working_time import MissingYearError
from services.routing.application.ports import PlanSource
from services.routing.domain.hear import Decision, start
from services.routing.domain.people.staff import staffed
from services.routing.domain.people.team import Teams
from services.routing.domain.plan import Plan
from services.routing.domain.route import Route
from services.runtime.failures import PermanentError, TransientError

__all__ = ["Staffing"]

_NO_CAUSE = ""


class Staffing:
    """A decision with the assignments that follow from it. It never fails: work that nobody has is looked at again."""

    def __init__(self, plans: PlanSource, teams: Teams, clock: Clock) -> None:
        self._plans = plans
        self._teams = teams
        self._clock = clock

    def __call__(self, decision: Decision) -> Decision:
        route, now = decision.route, self._clock()
        if not any(self._teams.team(leg.agency, now) for leg in route.open_legs()):
            return decision
        plan = self._plan(route)
        if plan is None:
            return decision
        try:
            step = staffed(route, plan, self._teams, now)
        except MissingYearError:
            return decision
        cause = decision.events[-1].cause if decision.events else _NO_CAUSE
        following = start(step, cause)
        return Decision(following.route, decision.events + following.events)

    def _plan(self, route: Route) -> Plan | None:
        if route.procedure is None or route.agency is None:
            return None
        try:
            return self._plans.find(route.procedure, route.agency)
        except (PermanentError, TransientError):
            return None
