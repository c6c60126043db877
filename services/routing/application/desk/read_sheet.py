"""All that an agency's page shows of a route, and what may be done with one of the agency's legs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.signing import Authority, able, conditions_of
from services.kernel.times import Clock
from services.routing.application.apply_lifecycle import plan_for
from services.routing.application.desk.results import AttachedResult, Results
from services.routing.application.ports import PlanSource, RouteStore
from services.routing.application.read_routes import read_route
from services.routing.domain.desk.acts import acts_for, mark_of_leg, next_step
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.people.signing import paper_of
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.report import ReportKind
from services.routing.domain.route import LegState, Route
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ReadSheet", "Sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One leg of the agency; `results` are those that reports told of, `now` is when it was read."""

    route: Route
    leg: LegState
    plan: Plan
    acts: frozenset[ReportKind]
    results: tuple[AttachedResult, ...]
    now: datetime

    @property
    def planned(self) -> PlannedLeg:
        return self.plan.legs[self.leg.id]

    @property
    def mark(self) -> str:
        return mark_of_leg(self.leg)

    @property
    def next_step(self) -> str | None:
        return next_step(self.plan, self.leg)

    def has_heard_of(self, report_id: str) -> bool:
        return f"{self.leg.agency}|{report_id}" in self.route.reports

    @property
    def questions(self) -> Mapping[str, tuple[str, ...]]:
        """What delegations want to know of the paper and the dossier does not say: the values that they allow."""
        register = self.plan.registers(self.leg.agency)
        if register is None:
            return {}
        asked = conditions_of(register, paper_of(self.route, self.plan).procedure)
        return {name: values for name, values in asked.items() if name not in self.route.paper}

    def authorities_of(self, officer: str) -> list[Authority]:
        """By what an officer may sign here and now if the answers allow it, in own right first."""
        register = self.plan.registers(self.leg.agency)
        if register is None:
            return []
        answers = {name: values[0] for name, values in self.questions.items()}
        paper = paper_of(self.route, self.plan, SignedBy(officer, scope=answers))
        return [each for each in able(register, paper, self.now) if each.officer == officer]


class ReadSheet:
    """For agencies that take no part in it a route does not exist."""

    def __init__(self, routes: RouteStore, plans: PlanSource, results: Results, clock: Clock) -> None:
        self._routes = routes
        self._plans = plans
        self._results = results
        self._clock = clock

    async def route(self, code: str, agency: AgencyCode) -> tuple[Route, Mapping[str, PlannedLeg]]:
        """With its planned legs. Raises Problem(dossier_not_found)."""
        route = await read_route(self._routes, code, Principal("desk", frozenset({str(agency)}), frozenset()))
        plan = plan_for(self._plans, route)
        return route, plan.legs if plan else {}

    async def __call__(self, code: str, leg_id: str, agency: AgencyCode) -> Sheet:
        """Raises Problem(dossier_not_found), PermanentError(leg_unknown) for a leg of another agency."""
        now = self._clock()
        route, _ = await self.route(code, agency)
        plan, leg = plan_for(self._plans, route), route.legs.get(leg_id)
        if plan is None or leg is None or leg.agency != agency:
            raise PermanentError("leg_unknown")
        return Sheet(route, leg, plan, acts_for(route, plan, leg_id, now), await self._told(route), now)

    async def _told(self, route: Route) -> tuple[AttachedResult, ...]:
        """A file whose report was refused is no result."""
        told = {each.report for leg in route.legs.values() for attempt in leg.attempts for each in attempt.handoffs}
        return tuple(each for each in await self._results.of(route.code) if each.report in told)
