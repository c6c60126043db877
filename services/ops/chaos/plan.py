"""What a run does, and what must come of each dossier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = ["ENDS", "Course", "Ending", "Plan", "course_of"]


class Course(StrEnum):
    """How the life of a dossier goes."""

    COMPLETED = "completed"
    REFUSED = "refused"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True)
class Ending:
    """The national status at the end and the SMS that were due on the way, by template."""

    status: int
    templates: frozenset[str]


ENDS: Final[Mapping[Course, Ending]] = {
    Course.COMPLETED: Ending(10, frozenset({"accepted", "payment_due", "result_ready", "survey"})),
    Course.REFUSED: Ending(3, frozenset({"refused"})),
    Course.SUPPLEMENT: Ending(5, frozenset({"accepted", "supplement_requested"})),
}
_CYCLE: Final = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """`kills` are SIGKILLs of services, spread evenly over them; `rewound` get everything delivered a second time;
    `stale` publishes the first event of every dossier again at the end.

    `patience_seconds` is how long nothing may move before what is not right yet counts as wrong.
    """

    dossiers: int
    kills: int
    seed: int
    kill_broker: bool = True
    rewound: tuple[str, ...] = ()
    stale: bool = False
    workers: int = 12
    patience_seconds: float = 60.0
    run: str = field(default="chaos")
    """Names the run: part of every idempotency key"""


def course_of(number: int) -> Course:
    """One dossier in ten is refused, one waits for papers, the others go the whole way."""
    match number % _CYCLE:
        case 3:
            return Course.REFUSED
        case 6:
            return Course.SUPPLEMENT
        case _:
            return Course.COMPLETED
