"""Consumes `dossier.lifecycle.v1`: opens, pauses, resumes, moves on and cancels routes.

At least once, in order per dossier; the guard is the last seq per (producer, topic, subject).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from services.contracts.events import lifecycle
from services.contracts.events.payload import Payload
from services.contracts.topics import LIFECYCLE
from services.kernel.agency_code import AgencyCode
from services.routing.application.children import child_news, parents_of
from services.routing.application.choosing import facts_of
from services.routing.application.draft import Draft
from services.routing.application.fold import Folding
from services.routing.application.ports import PlanSource
from services.routing.domain.children import hear_of_child
from services.routing.domain.clocks.causes import POSTING
from services.routing.domain.flow import Opening
from services.routing.domain.hear import Decision
from services.routing.domain.plan import Plan
from services.routing.domain.react import accepted, ended, paid, papers_came, papers_missing, posting
from services.routing.domain.route import Route
from services.runtime.failures import PermanentError
from services.runtime.kafka.guards import Verdict, judge
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["ApplyLifecycle"]


class ApplyLifecycle:
    """Events that mean nothing to a route, and discarded ones, move the guard."""

    def __init__(self, folding: Folding, plans: PlanSource) -> None:
        self._folding = folding
        self._plans = plans

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        """A child's events move its own route first, then the leg of its parent; each has a guard of its own."""
        codes = {index: delivered.envelope.subject for index, delivered in enumerate(batch)}
        verdicts = await self._folding.fold(batch, codes, self._apply)
        left = verdicts.rejected.keys() | verdicts.deferred.keys()
        parents = parents_of({i: each for i, each in enumerate(batch) if i not in left})
        if not parents:
            return verdicts
        of_parents = await self._folding.fold(batch, parents, self._tell_parent)
        return Verdicts(verdicts.rejected | of_parents.rejected, verdicts.deferred | of_parents.deferred)

    def _tell_parent(self, draft: Draft, delivered: Delivered) -> None:
        envelope, data = delivered.envelope, delivered.data
        news = child_news(data)
        guard, seq = f"{envelope.source}/{LIFECYCLE.name}/{envelope.subject}", envelope.seq or 0
        if news is None or seq <= draft.last_seen(guard):
            draft.repeated = True
            return
        plan = plan_for(self._plans, draft.route)
        try:
            decision = hear_of_child(draft.route, plan, news, envelope.id) if plan else None
        except LookupError as error:
            raise PermanentError("parent_leg_unknown") from error
        if decision is None:
            raise PermanentError("parent_leg_unknown")
        draft.keep(decision, envelope.traceparent)
        draft.move_guard(guard, seq)

    def _apply(self, draft: Draft, delivered: Delivered) -> None:
        envelope, data = delivered.envelope, delivered.data
        guard, seq = f"{envelope.source}/{LIFECYCLE.name}", envelope.seq or 0
        last = draft.last_seen(guard)
        verdict = judge(seq, last)
        if verdict is Verdict.DUPLICATE:
            draft.repeated = True
            return
        if verdict is Verdict.GAP:
            raise PermanentError("sequence_gap", expected=last + 1, found=seq)
        reaction = _REACTIONS.get(type(data)) if data else None
        if reaction is not None:
            _check_subject(data, envelope.subject)
            draft.keep(reaction(self._plans, draft.route, data, envelope.id), envelope.traceparent)
        draft.move_guard(guard, seq)


def _check_subject(data: Any, subject: str) -> None:
    if data.code != subject:
        raise PermanentError("subject_mismatch")


Reaction = Callable[[PlanSource, Route, Any, str], Decision]


def _accepted(plans: PlanSource, route: Route, data: lifecycle.Accepted, cause: str) -> Decision:
    receiving = AgencyCode(data.agency)
    complete_on = data.received_at or data.occurred_at
    plan, terms = plans.find(data.procedure, receiving), plans.terms(receiving, complete_on)
    opening = Opening(data.occurred_at, receiving, complete_on, data.backfill, facts_of(data), terms, data.due_at)
    return accepted(route, plan, opening, cause)


def _papers_missing(plans: PlanSource, route: Route, data: Payload, cause: str) -> Decision:
    plan = plan_for(plans, route)
    return papers_missing(route, plan, data.occurred_at, cause) if plan else Decision(route)


def _papers_came(plans: PlanSource, route: Route, data: Payload, cause: str) -> Decision:
    plan = plan_for(plans, route)
    return papers_came(route, plan, data.occurred_at, cause) if plan else Decision(route)


def _held(plans: PlanSource, route: Route, data: lifecycle.Snapshot, cause: str) -> Decision:
    """A sub-state in which something hangs out publicly was taken, or left, or ended with its status."""
    plan = plan_for(plans, route)
    if plan is None:
        return Decision(route)
    return posting(route, plan, data.occurred_at, cause, posted=data.held_by == POSTING)


def _paid(plans: PlanSource, route: Route, data: lifecycle.PaymentReceived, cause: str) -> Decision:
    plan = plan_for(plans, route)
    return paid(route, plan, data.occurred_at, cause, data.amount_vnd) if plan else Decision(route)


def _ended(plans: PlanSource, route: Route, data: Payload, cause: str) -> Decision:
    return ended(route, plan_for(plans, route), data.occurred_at, cause)


def plan_for(plans: PlanSource, route: Route) -> Plan | None:
    """The plan that a route was opened by; None for one that never was."""
    if route.procedure is None or route.agency is None:
        return None
    return plans.find(route.procedure, route.agency)


_REACTIONS: Final[Mapping[type[Payload], Reaction]] = {
    lifecycle.Accepted: _accepted,
    lifecycle.SupplementRequested: _papers_missing,
    lifecycle.SupplementReceived: _papers_came,
    lifecycle.SubstateChanged: _held,
    lifecycle.PaymentRequested: _held,
    lifecycle.WithdrawalRequested: _held,
    lifecycle.PaymentReceived: _paid,
    lifecycle.Withdrawn: _ended,
    lifecycle.Stopped: _ended,
    lifecycle.Refused: _ended,
}
