"""What each step makes of a petition, and the event that tells it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.contracts.events import activity
from services.intake.domain.activity.petition import Petition
from services.intake.domain.errors import RuleError
from services.kernel.working_time import WorkingCalendar

__all__ = ["STEPS", "Moved", "PetitionStep"]


@dataclass(frozen=True, slots=True)
class PetitionStep:
    """`kind` is one of STEPS; `text` what is asked, supplied, answered or published; `reason` why it is refused."""

    kind: str
    text: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """`due` is the limit of the step, `kept_as` the name under which its text is kept, None for what is public."""

    petition: Petition
    model: type[activity.PetitionMoved]
    at: datetime
    due: datetime | None = None
    kept_as: str | None = None
    details: Mapping[str, Any] | None = None


def _acknowledge(petition: Petition, _: PetitionStep, at: datetime, __: WorkingCalendar) -> Moved:
    after = petition.acknowledged(at)
    return Moved(after, activity.PetitionAcknowledged, after.acknowledged_at or at)


def _refuse(petition: Petition, step: PetitionStep, at: datetime, calendar: WorkingCalendar) -> Moved:
    if step.reason is None:
        raise RuleError("reason_required")
    after, due = petition.refused(at, step.reason), petition.refuse_due(calendar)
    return Moved(after, activity.PetitionRefused, after.ended_at or at, due, "refusal", {"reason": step.reason})


def _ask_more(petition: Petition, step: PetitionStep, at: datetime, calendar: WorkingCalendar) -> Moved:
    _text_of(step)
    after, due = petition.more_asked(at, calendar), petition.ask_due(calendar)
    return Moved(after, activity.PetitionMoreAsked, after.asked_at or at, due, f"asked-{after.asked}")


def _supply(petition: Petition, step: PetitionStep, at: datetime, _: WorkingCalendar) -> Moved:
    _text_of(step)
    after = petition.supplied(at)
    return Moved(after, activity.PetitionSupplied, after.counted_from, kept_as=f"supplied-{after.asked}")


def _answer(petition: Petition, step: PetitionStep, at: datetime, calendar: WorkingCalendar) -> Moved:
    _text_of(step)
    after, due = petition.answered(at), petition.answer_due(calendar)
    return Moved(after, activity.PetitionAnswered, after.answered_at or at, due, "answer")


def _publish(petition: Petition, step: PetitionStep, at: datetime, calendar: WorkingCalendar) -> Moved:
    after = petition.published(at, _text_of(step))
    return Moved(after, activity.PetitionPublished, after.published_at or at, petition.publish_due(calendar))


def _text_of(step: PetitionStep) -> str:
    if not step.text:
        raise RuleError("text_required")
    return step.text


STEPS: Final[Mapping[str, Callable[[Petition, PetitionStep, datetime, WorkingCalendar], Moved]]] = {
    "acknowledge": _acknowledge,
    "refuse": _refuse,
    "ask-more": _ask_more,
    "supply": _supply,
    "answer": _answer,
    "publish": _publish,
}
