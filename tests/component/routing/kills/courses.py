"""What becomes of each dossier, by its number."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["CHILDREN", "FAILING", "GROUP", "LAND", "SPLIT", "Course", "Life", "course_of"]

LAND: Final = "1.012753@1"
SPLIT: Final = "9.000001@1"
"""Two branches and their join"""
GROUP: Final = "2.002621@1"
"""Birth, then residence and health card side by side, each a child; a verification before that only by tag"""
FAILING: Final = "9.000401@1"
CHILDREN: Final = {"1.001193": "1.001193@1", "9.000401": FAILING, "9.000403": "9.000403@1"}


class Course(StrEnum):
    """WITHDRAWN in the middle; FAILED is a group of which a child is stopped, and which is withdrawn then."""

    STRAIGHT = "straight"
    EARLY = "early"
    SUPPLEMENT = "supplement"
    SENT_BACK = "sent back"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


_CYCLE: Final = (
    (LAND, Course.STRAIGHT),
    (LAND, Course.EARLY),
    (LAND, Course.SUPPLEMENT),
    (LAND, Course.SENT_BACK),
    (LAND, Course.WITHDRAWN),
    (SPLIT, Course.EARLY),
    (SPLIT, Course.WITHDRAWN),
    (GROUP, Course.STRAIGHT),
    (GROUP, Course.WITHDRAWN),
    (GROUP, Course.FAILED),
)


@dataclass
class Life:
    """One dossier as intake has it; `seq` is that of its last lifecycle event, `heard` that of routing's last."""

    code: str
    procedure: str
    course: Course
    agency: str
    parent: str | None = None
    parent_leg: str | None = None
    """leg/attempt"""
    tags: tuple[str, ...] = ()
    seq: int = 0
    heard: int = 0
    ended: bool = False
    """Intake has ended it"""
    route_ended: bool = False

    @property
    def may_end_either_way(self) -> bool:
        """A withdrawal and the last report are on their way at the same time; a child goes with its parent."""
        return self.course is Course.WITHDRAWN or self.parent is not None


def course_of(number: int) -> tuple[str, Course]:
    """The procedure and course of a dossier: all of them within ten."""
    return _CYCLE[number % len(_CYCLE)]
