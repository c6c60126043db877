"""The end of a dossier: finished (9) with its outcome, then returned (10)."""

from services.intake.domain.commands import ReturnResult
from services.intake.domain.draft import Draft
from services.intake.domain.facts import Completed, Returned
from services.kernel.status import Status, outcome_of

__all__ = ["complete", "return_result"]


def complete(draft: Draft) -> None:
    """Judged by the due date that holds at the finish: a clock that stood still until now runs on from now."""
    result = draft.dossier.result
    running = draft.dossier.ledger.resume(draft.at)
    due = draft.dossier.due_at or running.due_at(draft.rules.calendar(draft.dossier.filing))
    draft.become(Status.FINISHED, "completed")
    draft.change(ledger=running.stop(draft.at), finished_at=draft.at, due_at=due, result=None)
    if due is not None:
        draft.change(outcome=outcome_of(draft.at, due))
    draft.publish(Completed(result.reference if result else None), result.caused_by if result else None)


def return_result(draft: Draft, _: ReturnResult) -> None:
    draft.become(Status.RETURNED, "returned")
    draft.change(returned_at=draft.at)
    draft.publish(Returned())
