"""Folds the records of a batch into one step per dossier, commits them together, and redoes what others overtook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.domain.dossier import Fate
from services.runtime.aggregates.model import CommitOutcome, NewEvent
from services.runtime.failures import PermanentError, TransientError

__all__ = ["Folded", "Step", "Task", "fold"]

_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """What one record does: `after` is None for a record that only settles fates; `seen` moves guards."""

    after: Kept | None = None
    events: tuple[NewEvent, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)
    fates: tuple[Fate, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One record of the batch by index; `apply` gets the dossier as it stands (None = unknown) and the guards so far.

    It raises PermanentError to reject the record, and then has changed nothing.
    """

    index: int
    code: str
    apply: Callable[[Kept | None, Mapping[str, int]], Step]


@dataclass(slots=True)
class Folded:
    """What became of the batch: rejected and deferred records by index, and fates to tell."""

    rejected: dict[int, PermanentError] = field(default_factory=dict)
    deferred: dict[int, TransientError] = field(default_factory=dict)
    fates: list[Fate] = field(default_factory=list)


@dataclass(slots=True)
class _Course:
    """One dossier's way through the batch."""

    kept: Kept | None
    seen: dict[str, int]
    events: list[NewEvent] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    rejected: dict[int, PermanentError] = field(default_factory=dict)
    moved: bool = False


async def fold(dossiers: Dossiers, tasks: Sequence[Task]) -> Folded:
    """Apply the tasks of each dossier in order; one read and one write for all. Raises TransientError for the batch."""
    todo: dict[str, list[Task]] = {}
    for task in tasks:
        todo.setdefault(task.code, []).append(task)
    folded = Folded()
    for _ in range(_ATTEMPTS):
        todo = await _attempt(dossiers, todo, folded)
        if not todo:
            return folded
    contended = TransientError("dossier_contended")
    folded.deferred |= {task.index: contended for left in todo.values() for task in left}
    return folded


async def _attempt(dossiers: Dossiers, todo: Mapping[str, list[Task]], folded: Folded) -> dict[str, list[Task]]:
    kept = await dossiers.load_many(todo)
    courses = {code: _run(kept.get(code), tasks) for code, tasks in todo.items()}
    moved = {code: course for code, course in courses.items() if course.moved and course.kept}
    outcomes = await dossiers.commit_many([_pending(course) for course in moved.values()])
    overtaken = {code for code, outcome in outcomes.items() if outcome is not CommitOutcome.COMMITTED}
    for code, course in courses.items():
        if code not in overtaken:
            folded.rejected |= course.rejected
            folded.fates += course.fates
    return {code: todo[code] for code in overtaken}


def _run(kept: Kept | None, tasks: Sequence[Task]) -> _Course:
    course = _Course(kept, dict(kept.basis.seen) if kept and kept.basis else {})
    for task in tasks:
        try:
            step = task.apply(course.kept, course.seen)
        except PermanentError as error:
            course.rejected[task.index] = error
            continue
        course.fates += step.fates
        if step.after is not None:
            course.moved = True
            course.kept = step.after
            course.events += step.events
            course.seen |= step.seen
    return course


def _pending(course: _Course) -> Pending:
    if course.kept is None:
        message = "a course without a dossier never moves"
        raise ValueError(message)
    return Pending(course.kept, tuple(course.events), course.seen)
