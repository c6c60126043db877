"""What time alone says to legs: a warning, the due time, the ladder; each once per attempt."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.kernel.warning import WarningRule
from services.routing.domain.clocks.moments import next_wake
from services.routing.domain.clocks.pass_time import pass_time
from services.routing.domain.happened import LegDueWarned, LegEscalated, LegOverdue
from services.routing.domain.report import ReportKind
from services.routing.domain.step import record
from tests.unit.routing.clocks.every_day import LADDER, EveryDay
from tests.unit.routing.graphs import Desk, at, land_with_tax, leg, names, plan

TERMS = EveryDay()


def _look(desk: Desk, hours: float) -> list[str]:
    """What a look at that time tells."""
    step = pass_time(desk.route, TERMS, at(hours))
    desk.route = step.route
    told = record(step, "")
    desk.log.extend(told)
    return names(told)


def _wake(desk: Desk) -> float | None:
    """Hours from the morning to when the route wants to be woken."""
    moment = next_wake(desk.route, TERMS)
    return None if moment is None else (moment - at(0)) / timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    """Monday 08:00; the appraisal of 28 hours is due on Thursday 13:30."""
    desk = Desk(land_with_tax())
    desk.accept()
    return desk


def _due(desk: Desk) -> float:
    due = desk.route.legs["appraise"].attempts[-1].due_at
    assert due is not None
    return (due - at(0)) / timedelta(hours=1)


def test_a_leg_is_warned_overdue_and_reported_up_the_ladder_at_those_very_instants(desk: Desk) -> None:
    """24 clock hours before, at the due time, then after 4, 8 and 16 hours of working time."""
    due = _due(desk)
    assert _look(desk, due - 24.1) == []
    assert _look(desk, due + 200) == ["LegOverdue", "LegEscalated", "LegEscalated", "LegEscalated"]
    overdue = desk.all_of(LegOverdue)[0]
    assert (overdue.at, overdue.due_at) == (at(due), at(due))
    climbed = [(each.step, each.to, each.to_agency, each.overdue_minutes) for each in desk.all_of(LegEscalated)]
    assert climbed == [(n, rung.to, rung.agency, rung.minutes) for n, rung in enumerate(LADDER, start=1)]
    # Thursday 13:30: four hours end on Friday at 08:00, eight at 13:30, sixteen on Monday at 13:30
    after = [(each.at - at(due)) / timedelta(hours=1) for each in desk.all_of(LegEscalated)]
    assert after == [18.5, 24.0, 96.0]


def test_each_look_tells_only_what_is_new(desk: Desk) -> None:
    """However often time is asked, the answer comes once."""
    due = _due(desk)
    looks = [_look(desk, due + hours) for hours in (-24, -23, -1, 0, 0.5, 18.5, 19, 24, 96, 500)]
    assert [look for look in looks if look] == [
        ["LegDueWarned"],
        ["LegOverdue"],
        ["LegEscalated"],
        ["LegEscalated"],
        ["LegEscalated"],
    ]


def test_a_warning_after_the_due_time_is_left_out(desk: Desk) -> None:
    """Who was down for days is not warned of what is over."""
    _look(desk, _due(desk) + 1)
    assert desk.all_of(LegDueWarned) == []
    assert len(desk.all_of(LegOverdue)) == 1


def test_the_route_asks_to_be_woken_for_each_moment_in_turn(desk: Desk) -> None:
    """The warning, the due time, the steps of the ladder, then nothing more."""
    due = _due(desk)
    for moment in (due - 24, due, due + 18.5, due + 24, due + 96):
        assert _wake(desk) == moment
        _look(desk, moment)
    assert _wake(desk) is None


def test_a_paused_leg_sleeps_and_wakes_at_its_new_time(desk: Desk) -> None:
    """Missing papers cancel every alarm; the time that was left counts from their coming."""
    before = _due(desk)
    desk.papers_missing(2)
    assert _wake(desk) is None
    assert _look(desk, 1000) == []
    desk.papers_came(24 * 7 + 2)
    assert _due(desk) == before + 24 * 7
    assert _wake(desk) == before + 24 * 7 - 24


def test_what_a_pause_kept_from_being_noticed_is_told_when_the_clock_runs_again(desk: Desk) -> None:
    """The leg was overdue before the pause; nothing happens while it stands still, and no event goes back in time."""
    due = _due(desk)
    desk.papers_missing(due + 1)
    assert _look(desk, due + 2) == []
    desk.papers_came(due + 30)
    assert _look(desk, due + 30) == ["LegOverdue"]
    assert desk.all_of(LegOverdue)[0].at == at(due + 30)


def test_a_pause_does_not_let_a_leg_be_told_twice(desk: Desk) -> None:
    """Warned once is warned: a new due time after a pause is no second warning."""
    due = _due(desk)
    assert _look(desk, due - 23) == ["LegDueWarned"]
    desk.papers_missing(due - 22)
    desk.papers_came(due + 200)
    assert "LegDueWarned" not in _look(desk, due + 400)


def test_a_new_attempt_is_told_anew(desk: Desk) -> None:
    """What was sent back starts again, with hours and notices of its own."""
    due = _due(desk)
    _look(desk, due + 1)
    desk.report(ReportKind.COMPLETED, "appraise", due + 2)
    desk.report(ReportKind.SENT_BACK, "tax", due + 3)
    again = desk.route.legs["appraise"].attempts[-1]
    assert (again.number, again.notices.overdue) == (2, False)
    _look(desk, due + 1000)
    assert [each.mark.attempt for each in desk.all_of(LegOverdue)] == [1, 2]


def test_a_finished_leg_says_nothing_more(desk: Desk) -> None:
    """A report that came in time ends all alarms of its leg; the tax office has no hours of its own."""
    desk.report(ReportKind.COMPLETED, "appraise", 5)
    assert _wake(desk) is None
    assert _look(desk, 1000) == []


def test_paper_records_of_the_past_tell_nothing() -> None:
    """A back-filled route is history."""
    desk = Desk(land_with_tax())
    desk.accept(backfill=True)
    assert _wake(desk) is None
    assert _look(desk, 1000) == []


def test_telling_leaves_the_times_of_the_leg_alone(desk: Desk) -> None:
    """A report of something that happened before the due time counts as if nobody had looked."""
    due = _due(desk)
    _look(desk, due + 1)
    desk.report(ReportKind.COMPLETED, "appraise", due - 2)
    assert desk.route.legs["appraise"].attempts[0].ended_at == at(due - 2)


def test_of_two_branches_each_has_its_own_clock() -> None:
    """A leg that is overdue says nothing of its sister."""
    desk = Desk(plan(leg("short", hours=8), leg("long", hours=40), leg("last", "short", "long")))
    desk.accept()
    _look(desk, 30)
    assert [each.mark.leg for each in desk.all_of(LegOverdue)] == ["short"]


@pytest.mark.parametrize(
    ("since", "due", "warned"),
    [
        (0, 30, 6.0),
        (0, 24, None),  # the warning would come with the start
        (0, 8, 7.0),  # due on the day it began
        (0, 0.5, None),
    ],
)
def test_when_a_warning_comes(since: float, due: float, warned: float | None) -> None:
    """Hours from Monday 08:00."""
    moment = WarningRule(timedelta(hours=24), timedelta(hours=1)).moment(at(since), at(due))
    assert moment == (None if warned is None else at(warned))


def _without(state: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name not in names}


def test_notices_survive_the_store(desk: Desk) -> None:
    """A route is read back as it was; one of the version before has told nothing and wants no alarm."""
    from services.routing.domain.state import from_state, to_state  # noqa: PLC0415 only here

    _look(desk, _due(desk) + 20)
    route = replace(desk.route, wake_at=datetime.fromisoformat("2024-05-13T07:30:00+00:00"))
    state = to_state(route)
    assert from_state(state) == route
    old = {key: value for key, value in state.items() if key != "wake_at"}
    old["legs"] = [
        leg | {"attempts": [_without(each, "notices", "outside") for each in leg["attempts"]]} for leg in state["legs"]
    ]
    read = from_state(old).legs["appraise"].attempts[0]
    assert (read.notices.overdue, read.outside, from_state(old).wake_at) == (False, None, None)
