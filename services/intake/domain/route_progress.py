"""How a dossier follows its route: status 2 -> 4, the clock, the obligation, the result; the timeline's projection."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.intake.domain.commands import RouteStep
from services.intake.domain.dossier import Obligation, RouteResult
from services.intake.domain.draft import Draft
from services.intake.domain.facts import ChildFailed
from services.intake.domain.payments import lapse_obligation
from services.intake.domain.route_view import leg_seen
from services.intake.domain.signing import note_late_cause
from services.kernel.status import Status

__all__ = ["follow_route"]


def follow_route(draft: Draft, step: RouteStep) -> None:
    """Nothing of a route changes a dossier that has ended, except what its timeline shows."""
    if step.leg is not None:
        draft.change(route=leg_seen(draft.dossier.route, step.kind, step.leg, step.at))
    reaction = _REACTIONS.get(step.kind)
    if reaction is not None:
        reaction(draft, step)
    if step.leg is not None and not (step.echo and step.kind == "leg_paused"):
        # a pause that our own supplement request caused is no news: our status says it already
        draft.listen_to_route(paused=step.clock_paused)


def _opened(draft: Draft, step: RouteStep) -> None:
    draft.change(route=replace(draft.dossier.route, opened_at=step.at))
    _start_handling(draft, step)


def _start_handling(draft: Draft, _: RouteStep) -> None:
    if draft.dossier.status is Status.RECEIVED:
        draft.become(Status.IN_PROCESS, "handling_started")


def _obligated(draft: Draft, step: RouteStep) -> None:
    _start_handling(draft, step)
    draft.change(obligation=Obligation(step.amount_vnd, step.notice))


def _lapsed(draft: Draft, _: RouteStep) -> None:
    lapse_obligation(draft)


def _completed(draft: Draft, step: RouteStep) -> None:
    _start_handling(draft, step)
    draft.change(
        route=replace(draft.dossier.route, completed_at=step.at),
        result=RouteResult(step.at, step.caused_by, step.result_reference),
    )


def _child_failed(draft: Draft, step: RouteStep) -> None:
    """One of several parts of a group; the rest goes on, and what was done stays done."""
    if step.leg is None or draft.dossier.status.is_final:
        return
    leg, attempt = step.leg.leg, step.leg.attempt
    draft.note("child_failed")
    draft.publish(ChildFailed(leg, attempt, draft.dossier.route.child_of(leg, attempt), step.reason))


def _nobody_signs(draft: Draft, step: RouteStep) -> None:
    note_late_cause(draft, step.reason)


def _cancelled(draft: Draft, step: RouteStep) -> None:
    draft.change(route=replace(draft.dossier.route, cancelled_at=step.at))


_REACTIONS: Mapping[str, Callable[[Draft, RouteStep], None]] = {
    "route_opened": _opened,
    "leg_acknowledged": _start_handling,
    "obligation_notified": _obligated,
    "obligation_lapsed": _lapsed,
    "route_completed": _completed,
    "route_cancelled": _cancelled,
    "leg_failed": _child_failed,
    "signer_missing": _nobody_signs,
}
