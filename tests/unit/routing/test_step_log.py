"""Steps inside a leg: receive, transfer, handle, submit for signature, each with times, officer and verdict."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import load
from services.routing.domain.handling import LoggedStep, Verdict
from services.routing.domain.happened import LegFinished, LegStepDone
from services.routing.domain.plan import plan_route
from services.routing.domain.report import ReportKind
from services.routing.domain.state import from_state, to_state
from tests.unit.kernel.small_catalogue import SMALL
from tests.unit.routing.graphs import Desk, at, leg, names, plan, reasons

COMPLETED, STEP_DONE = ReportKind.COMPLETED, ReportKind.STEP_DONE
STEPS = {"receive": 1, "transfer": 1, "handle": 4, "submit": 2}


def _desk(*, inside: bool = True) -> Desk:
    desk = Desk(plan(leg("handle", inside=inside, steps=STEPS), leg("issue", "handle")))
    desk.accept()
    return desk


def _log(desk: Desk) -> tuple[LoggedStep, ...]:
    return desk.route.legs["handle"].attempts[0].handling.steps


def test_each_step_has_its_times_its_officer_and_a_verdict() -> None:
    """The first begins at the hand-over, each other where the one before it ended; the noon break does not count."""
    desk = _desk()
    for step, hours, actor in (("receive", 0.5, "a1"), ("transfer", 1.5, "a1"), ("handle", 8.5, "b2")):
        desk.report(STEP_DONE, "handle", hours, step=step, actor=actor)
    lines = [(line.step, line.started_at, line.done_at, line.used_minutes, line.verdict) for line in _log(desk)]
    assert lines == [
        ("receive", at(0), at(0.5), 30, Verdict.EARLY),
        ("transfer", at(0.5), at(1.5), 60, Verdict.ON_TIME),
        ("handle", at(1.5), at(8.5), 330, Verdict.LATE),
    ]
    assert [(told.line.actor, told.mark.attempt) for told in desk.all_of(LegStepDone)] == [("a1", 1)] * 2 + [("b2", 1)]


def test_steps_reported_in_any_order_and_twice_are_logged_in_their_own() -> None:
    """A step waits for those before it; a repetition, or the same step again, changes nothing."""
    for order in permutations(range(4)):
        desk = _desk()
        done = [desk.write(STEP_DONE, "handle", n + 1, step=step) for n, step in enumerate(STEPS)]
        for place in order:
            desk.hear(done[place])
            assert desk.hear(done[place]) == ()
        assert [(line.step, line.done_at) for line in _log(desk)] == [
            (step, at(n + 1)) for n, step in enumerate(STEPS)
        ], order
        assert reasons(desk.report(STEP_DONE, "handle", 5, step="receive")) == ["step_already_done"]


def test_steps_told_after_the_leg_was_completed_still_enter_the_log() -> None:
    """At their own time, never after the end of the leg; the leg that came next is not touched."""
    desk = _desk()
    desk.report(COMPLETED, "handle", 3)
    late = desk.report(STEP_DONE, "handle", 1, step="receive"), desk.report(STEP_DONE, "handle", 9, step="transfer")
    assert [names(told) for told in late] == [["LegStepDone"], ["LegStepDone"]]
    assert [line.done_at for line in _log(desk)] == [at(1), at(3)]
    assert desk.statuses() == {"handle": "completed", "issue": "dispatched"}


@pytest.mark.parametrize(("step", "reason"), [("stamp", "step_unknown"), (None, "step_unknown")])
def test_a_step_that_the_leg_does_not_have_is_rejected(step: str | None, reason: str) -> None:
    """The steps are those of the catalogue."""
    assert reasons(_desk().report(STEP_DONE, "handle", 1, step=step)) == [reason]


def test_a_step_of_an_attempt_that_was_sent_back_is_rejected() -> None:
    """Its work is void; the new attempt has a log of its own."""
    desk = Desk(plan(leg("first"), leg("handle", "first", steps=STEPS)))
    desk.accept()
    desk.report(COMPLETED, "first", 1)
    desk.report(STEP_DONE, "handle", 2, step="receive")
    desk.report(ReportKind.SENT_BACK, "handle", 3)
    assert reasons(desk.report(STEP_DONE, "handle", 4, step="transfer")) == ["leg_not_open"]
    desk.report(COMPLETED, "first", 5, attempt=2)
    desk.report(STEP_DONE, "handle", 6, step="receive", attempt=2)
    logs = [len(attempt.handling.steps) for attempt in desk.route.legs["handle"].attempts]
    assert logs == [1, 1]


@settings(deadline=None)  # a busy machine is no failure
@given(
    hours=st.lists(st.floats(0, 60).map(lambda hours: round(hours, 2)), min_size=4, max_size=4),
    pause=st.tuples(st.floats(0, 40), st.floats(0, 40)),
    inside=st.booleans(),
)
def test_the_steps_of_a_leg_add_up_to_its_time(hours: list[float], pause: tuple[float, float], inside: bool) -> None:  # noqa: FBT001 hypothesis calls it by name
    """To the minute, whatever pauses lie between, and the log survives its way through the store."""
    desk = _desk(inside=inside)
    desk.papers_missing(min(pause))
    desk.papers_came(max(pause))
    end = max(*hours, *pause)
    for step, moment in zip(STEPS, [*sorted(hours)[:3], end], strict=True):
        desk.report(STEP_DONE, "handle", moment, step=step)
    desk.report(COMPLETED, "handle", end)
    (finished,) = desk.all_of(LegFinished)
    used = finished.used_minutes if inside else finished.answered_minutes
    assert sum(line.used_minutes for line in _log(desk)) == used
    assert from_state(to_state(desk.route)) == desk.route


def test_a_leg_that_declares_no_steps_has_the_standard_ones() -> None:
    """In the order of the catalogue's words, without hours of their own; declared ones keep theirs."""
    catalogue = load(SMALL)
    land = plan_route(catalogue, catalogue.procedure("1.000001@1"), AgencyCode("H90.01"))
    tax, appraise = land.legs["tax"].steps, land.legs["appraise"].steps
    assert [(step.id, step.limit_minutes) for step in tax] == [("receive", None), ("handle", None), ("submit", None)]
    assert [(step.id, step.limit_minutes) for step in appraise] == [("step1", 60), ("examine", 180)]
