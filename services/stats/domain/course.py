"""The steps of a dossier in one line of text, so that a fact carries its timeline at hardly any cost.

A step is `what seconds` or `what seconds who`, seconds since 1970 in UTC; steps are parted by semicolons, in the order
in which they were recorded.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

_NEXT: Final = ";"


class CourseStep(NamedTuple):
    """`by` is officer:<account>, software, applicant or system; empty where nobody told."""

    what: str
    at: datetime
    by: str


def with_step(course: str, what: str, at: datetime, by: str) -> str:
    """Return the course with one more step; `what` and `by` hold neither blanks nor semicolons."""
    step = f"{what} {int(at.timestamp())} {by}" if by else f"{what} {int(at.timestamp())}"
    return f"{course}{_NEXT}{step}" if course else step


def steps_of(course: str) -> Iterator[CourseStep]:
    """Yield the steps of a course that `with_step` made."""
    for step in course.split(_NEXT) if course else ():
        what, seconds, *by = step.split(" ")
        yield CourseStep(what, datetime.fromtimestamp(int(seconds), UTC), by[0] if by else "")
