"""The judge of the kills sees each kind of fault, and none where there is none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.contracts.events import progress
from services.contracts.events.progress import RouteEvent
from services.routing.domain.plan import plan_of
from tests.component.routing.kills.courses import SPLIT, Course, Life
from tests.component.routing.kills.judge import judge
from tests.unit.routing.graphs import CODE, DESK, MORNING, leg

PLAN = plan_of(SPLIT, [leg("survey"), leg("planning"), leg("issue", "survey", "planning", hours=1)])
Told = list[RouteEvent]


def told(kind: type[RouteEvent], hours: float, leg_id: str = "", **more: Any) -> RouteEvent:
    """An event so many hours after 08:00."""
    about = {"leg": leg_id, "agency": DESK} if issubclass(kind, progress.LegEvent) else {}
    fixed = {"code": CODE, "procedure": SPLIT, "clock": "running", "occurred_at": MORNING + timedelta(hours=hours)}
    return kind.model_validate(fixed | about | more)


def legal() -> Told:
    """Two branches, one of them paused from 09:00 to 10:00, joined; the last leg overruns its hour by one."""
    return [
        told(progress.RouteOpened, 0, legs=("survey", "planning", "issue")),
        told(progress.LegDispatched, 0, "survey"),
        told(progress.LegDispatched, 0, "planning"),
        told(progress.LegPaused, 1, "survey", cause="supplement"),
        told(progress.LegResumed, 2, "survey", cause="supplement"),
        told(progress.LegFinished, 2.5, "planning", used_minutes=150),
        told(progress.LegFinished, 3, "survey", used_minutes=120),
        told(progress.RouteJoined, 3, leg="issue"),
        told(progress.LegDispatched, 3, "issue"),
        told(progress.LegFinished, 6.5, "issue", used_minutes=120, overrun_minutes=60),
        told(progress.RouteCompleted, 6.5),
    ]


def verdict(events: Told, course: Course = Course.STRAIGHT) -> list[str]:
    return list(judge(Life(CODE, SPLIT, course, DESK), PLAN, events))


def test_a_legal_route_is_left_alone() -> None:
    """Its clocks add up over the lunch break and the pause."""
    assert verdict(legal()) == []


def _again(index: int) -> Callable[[Told], object]:
    return lambda events: events.insert(index + 1, events[index])


def _without(index: int) -> Callable[[Told], object]:
    return lambda events: events.pop(index)


def _minutes(index: int, **fields: int) -> Callable[[Told], object]:
    def change(events: Told) -> None:
        events[index] = events[index].model_copy(update=fields)

    return change


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (_again(0), "opened and ended"),
        (_again(10), "opened and ended"),
        (_without(10), "opened and ended"),
        (_again(1), "LegDispatched of survey/1 twice"),
        (_again(9), "LegFinished of issue/1 twice"),
        (_without(7), "without its join"),
        (_again(7), "joined 2 times"),
        (_without(5), "dispatched too early"),
        (_without(9), "without its last legs"),
        (_minutes(6, used_minutes=121), "counted again 120"),
        (_minutes(9, overrun_minutes=0), "counted again 60"),
        (_minutes(8, attempt=2), "attempts of issue"),
        (lambda events: events.append(events[1]), "after the end"),
    ],
)
def test_every_fault_is_seen(fault: Callable[[Told], object], seen: str) -> None:
    """One change to a legal route, and what is said about it."""
    events = legal()
    fault(events)
    assert any(seen in what for what in verdict(events))


def test_an_end_that_the_course_does_not_allow_is_seen() -> None:
    """A group with a stopped child must not complete."""
    assert verdict(legal(), Course.FAILED) == ["ended in the wrong way"]
    assert verdict(legal(), Course.WITHDRAWN) == []
