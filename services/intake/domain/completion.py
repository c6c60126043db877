"""The end of a dossier: finished (9) with its outcome, then returned (10)."""

from services.intake.domain.apologies import judge_apology
from services.intake.domain.commands import Complete, ReturnResult
from services.intake.domain.dossier import RouteResult
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError, not_allowed
from services.intake.domain.facts import Completed, Returned
from services.kernel.status import Status, outcome_of

__all__ = ["complete", "complete_at_desk", "return_result"]


def complete(draft: Draft) -> None:
    """Judged by the due date that holds at the finish: a clock that stood still until now runs on from now."""
    result = draft.dossier.result
    running = draft.dossier.ledger.resume(draft.at)
    due = draft.dossier.due_at or running.due_at(draft.rules.calendar(draft.dossier.filing))
    draft.become(Status.FINISHED, "completed")
    draft.change(ledger=running.stop(draft.at), finished_at=draft.at, due_at=due, result=None)
    if due is not None:
        draft.change(outcome=outcome_of(draft.at, due))
    judge_apology(draft)
    draft.publish(Completed(result.reference if result else None), result.caused_by if result else None)


def complete_at_desk(draft: Draft, command: Complete) -> None:
    """Only a secret dossier has no route to finish it. Raises RuleError(route_completes)."""
    if not draft.dossier.filing.secret:
        raise RuleError("route_completes")
    if draft.dossier.status is not Status.IN_PROCESS:
        raise not_allowed(draft.dossier.status, command.name)
    draft.change(result=RouteResult(draft.at, command.caused_by, command.result_reference))


def return_result(draft: Draft, _: ReturnResult) -> None:
    draft.become(Status.RETURNED, "returned")
    draft.change(returned_at=draft.at)
    draft.publish(Returned())
