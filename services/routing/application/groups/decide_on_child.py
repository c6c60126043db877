"""What the receiving agency decides about a leg whose child failed: filed again, or done without."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.routing.application.apply_lifecycle import plan_for
from services.routing.application.desk.ports import Promises
from services.routing.application.draft import Draft
from services.routing.application.fold import Folding
from services.routing.application.ports import PlanSource
from services.routing.domain.children import Order, Refusal, close, refile
from services.routing.domain.hear import Decision
from services.routing.domain.plan import Plan
from services.routing.domain.route import Route
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.tracing import current_trace

__all__ = ["DecideOnChild", "Reasons", "Request"]

Reasons = Callable[[AgencyCode, datetime], Collection[str]]
"""Why an agency may do without a leg, by the rules of a day."""


@dataclass(frozen=True, slots=True)
class Request:
    """About the failed `attempt` at a leg; without a `reason` it is filed again. Sent twice, it is one decision."""

    code: str
    leg: str
    attempt: int
    principal: Principal
    reason: str | None = None


class DecideOnChild:
    """Nobody delivers an order again, so the route's code is promised to the worklist before the commit."""

    def __init__(self, folding: Folding, plans: PlanSource, promises: Promises, reasons: Reasons, clock: Clock) -> None:
        self._folding = folding
        self._plans = plans
        self._promises = promises
        self._reasons = reasons
        self._clock = clock

    async def __call__(self, request: Request) -> None:
        """Raises PermanentError(dossier_not_found | leg_unknown | closing_reason_unknown | a Refusal's value)."""
        now, code = self._clock(), request.code
        await self._promises.make(code, now)
        folded = await self._folding.fold([request], {0: code}, lambda draft, each: self._apply(draft, each, now))
        for failure in (*folded.rejected.values(), *folded.deferred.values()):
            raise failure
        await self._promises.keep([code], now)

    def _apply(self, draft: Draft, request: Request, now: datetime) -> None:
        route = draft.route
        plan = plan_for(self._plans, route)
        if plan is None or route.agency is None or route.agency not in request.principal.agencies:
            raise PermanentError("dossier_not_found", code=request.code)
        if request.reason is not None and request.reason not in self._reasons(route.agency, now):
            raise PermanentError("closing_reason_unknown")
        try:
            decision = _decided(route, plan, request, now)
        except LookupError as error:
            raise PermanentError("leg_unknown") from error
        if isinstance(decision, Refusal):
            raise PermanentError(decision.value)
        draft.repeated = not decision.events
        draft.keep(decision, current_trace())


def _decided(route: Route, plan: Plan, request: Request, now: datetime) -> Decision | Refusal:
    cause = f"desk/{request.leg}/{request.attempt}"
    order = Order(request.leg, request.attempt, now, cause, request.principal.client_id)
    return refile(route, plan, order) if request.reason is None else close(route, plan, order, request.reason)
