"""What the judge of a run with kills makes of messages."""

from typing import Any, cast

import pytest

from services.ops.chaos.journey import Crew, Journey
from services.ops.chaos.messages import Line, judge_messages
from services.ops.chaos.plan import Course, Plan, course_of

NUMBERS = {course_of(number): number for number in range(10)}


def judged(course: Course, template: str, reason: str, *, is_written: bool) -> list[str]:
    """The findings when all messages of a dossier were sent but one, which was suppressed."""
    journey = Journey(NUMBERS[course], cast(Plan, None), cast(Crew, None), code="H90.01-261123-0001")
    items: list[dict[str, Any]] = [
        {"id": each, "template": each, "state": "submitted", "reason": None} for each in journey.ending.templates
    ]
    for item in items:
        if item["template"] == template:
            item |= {"state": "suppressed", "reason": reason}
    lines = [Line(each["id"], each["id"]) for each in items if each["template"] != template or is_written]
    return [finding.detail for finding in judge_messages(journey, items, lines)]


def test_what_the_end_overtook_need_not_be_sent() -> None:
    """A request for payment that was paid before it could go out."""
    assert judged(Course.COMPLETED, "payment_due", "superseded", is_written=False) == []


@pytest.mark.parametrize(
    ("course", "template", "reason", "is_written"),
    [
        (Course.COMPLETED, "payment_due", "contact_missing", False),
        (Course.COMPLETED, "payment_due", "superseded", True),
        (Course.COMPLETED, "survey", "superseded", False),
        (Course.SUPPLEMENT, "supplement_requested", "superseded", False),
    ],
)
def test_any_other_silence_is_a_finding(course: Course, template: str, reason: str, *, is_written: bool) -> None:
    """Nothing else may be left out, and nothing that was left out may have been written."""
    assert judged(course, template, reason, is_written=is_written)
