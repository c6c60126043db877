"""What the passing of time brings about: a supplement that never came, a due date that comes near."""

from services.intake.domain.commands import Tick
from services.intake.domain.draft import Draft
from services.intake.domain.facts import DueWarned
from services.intake.domain.lateness import warning_at
from services.intake.domain.withdrawal import stop_for

__all__ = ["tick"]


def tick(draft: Draft, _: Tick) -> None:
    """Late papers still count as long as nobody noticed that they are late; a past that is told later wakes nobody."""
    if draft.dossier.filing.backfill:
        return
    _stop_overdue(draft)
    _warn(draft)


def _stop_overdue(draft: Draft) -> None:
    here = draft.dossier
    reply_by = here.supplements[-1].reply_by if here.awaits_papers else None
    if reply_by is not None and draft.at >= reply_by:
        stop_for(draft, "supplement_overdue")


def _warn(draft: Draft) -> None:
    """A warning that would come after the due time is left out, but not tried again."""
    due, warning = draft.dossier.due_at, warning_at(draft.dossier, draft.course)
    if due is None or warning is None or draft.at < warning:
        return
    draft.change(warned_for=due)
    if draft.at < due:
        draft.publish(DueWarned())
