"""The step log of an attempt (form 06): each piece of work inside a leg, in the order of the procedure."""

from dataclasses import replace
from datetime import datetime

from services.routing.domain.handling import LoggedStep
from services.routing.domain.plan import PlannedLeg
from services.routing.domain.route import Attempt

__all__ = ["position_of", "with_step"]


def position_of(planned: PlannedLeg, step: str | None) -> int | None:
    """Its place among the steps of the leg; None for one that the leg does not have."""
    return next((place for place, each in enumerate(planned.steps) if each.id == step), None)


def with_step(planned: PlannedLeg, attempt: Attempt, at: datetime, actor: str | None) -> Attempt:
    """The attempt with its next step done; a step begins when the one before it ended, the first at the hand-over.

    So the steps of an attempt add up to its own time, to the minute.
    """
    done = attempt.handling.steps
    started = done[-1].done_at if done else attempt.dispatched_at
    ended = max(started, min(at, attempt.ended_at or at))
    used = _used(planned, attempt, ended) - _used(planned, attempt, started)
    step = planned.steps[len(done)]
    line = LoggedStep(step.id, started, ended, step.limit_minutes, used, actor)
    return replace(attempt, handling=replace(attempt.handling, steps=(*done, line)))


def _used(planned: PlannedLeg, attempt: Attempt, until: datetime) -> int:
    """By the leg's clock; outside the dossier's clock, where that never runs, by the agency's working hours."""
    if planned.inside:
        return attempt.ledger.used_minutes(planned.calendar, until)
    return planned.calendar.between(attempt.dispatched_at, until)
