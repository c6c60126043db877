"""How a route moves from leg to leg."""

import pytest

from services.kernel.catalogue import Join
from services.routing.domain.happened import (
    LegDispatched,
    LegFinished,
    LegPaused,
    LegResumed,
    LegReturned,
    ObligationNotified,
    RouteCancelled,
    RouteCompleted,
    RouteJoined,
)
from services.routing.domain.report import ReportKind
from services.routing.domain.route import RouteStatus
from tests.unit.routing.graphs import CODE, Desk, at, land_with_tax, leg, names, plan, reasons

RECEIVED, COMPLETED = ReportKind.RECEIVED, ReportKind.COMPLETED


def test_a_land_dossier_with_tax_goes_from_leg_to_leg_with_the_right_clock() -> None:
    """Appraisal runs the clock, the tax leg pauses it and carries the slip, payment lets the last leg run."""
    desk = Desk(land_with_tax())
    opened = desk.accept()
    assert (names(opened), {entry.running for entry in opened}) == (["RouteOpened", "LegDispatched"], {True})
    desk.report(RECEIVED, "appraise", 1)
    handed_over = desk.report(COMPLETED, "appraise", 3)
    assert (names(handed_over), {e.running for e in handed_over}) == (["LegFinished", "LegDispatched"], {False})
    desk.report(RECEIVED, "tax", 4)
    notified = desk.report(ReportKind.TAX_NOTICE, "tax", 5)
    assert names(notified) == ["ObligationNotified"]
    after_payment = desk.paid(24)
    assert (names(after_payment), {e.running for e in after_payment}) == (["LegFinished", "LegDispatched"], {True})
    done = desk.report(COMPLETED, "issue", 27, result_reference="GCN-7")
    assert names(done) == ["LegAcknowledged", "LegFinished", "RouteCompleted"]
    assert desk.all_of(RouteCompleted)[0].result_reference == "GCN-7"
    assert [finished.used_minutes for finished in desk.all_of(LegFinished)] == [180, 30, 180]


def test_an_ended_route_keeps_the_clock_that_it_had() -> None:
    """The last events do not say paused: intake would lose the due date that the outcome is measured by."""
    desk = Desk(plan(leg("handle")))
    desk.accept()
    assert all(entry.running for entry in desk.report(COMPLETED, "handle", 2))


def test_a_slip_has_the_same_number_however_often_its_leg_is_reported() -> None:
    """The slip names its sender and the day the papers were complete, and goes out once per attempt."""
    desk = Desk(land_with_tax())
    desk.accept()
    for hours in (3, 4):
        desk.report(COMPLETED, "appraise", hours)
    slips = [sent.slip for sent in desk.all_of(LegDispatched) if sent.slip]
    assert [(slip.kind, slip.number, slip.sender, slip.complete_on) for slip in slips] == [
        ("cadastral", f"{CODE}/tax/1", "H90.20.01", at(0))
    ]


def test_overrun_is_what_exceeds_the_hours_of_the_leg() -> None:
    """Two working hours on a leg of one hour are one hour too many, for the agency that had it."""
    desk = Desk(plan(leg("handle", hours=1)))
    desk.accept()
    desk.report(COMPLETED, "handle", 2)
    finished = desk.all_of(LegFinished)[0]
    assert (finished.used_minutes, finished.overrun_minutes, finished.mark.agency) == (120, 60, "H90.20.01")


@pytest.mark.parametrize(("join", "dispatched_after"), [(Join.ALL, 2), (Join.ANY, 1)])
def test_a_join_fires_once_when_its_branches_have_ended(join: Join, dispatched_after: int) -> None:
    """With `all` the last branch hands over, with `any` the first; never both."""
    desk = Desk(plan(leg("survey"), leg("planning"), leg("issue", "survey", "planning", join=join)))
    desk.accept()
    for number, branch in enumerate(("survey", "planning"), start=1):
        desk.report(COMPLETED, branch, number)
        assert len(desk.all_of(RouteJoined)) == (1 if number >= dispatched_after else 0)
    desk.report(COMPLETED, "issue", 5)
    assert [joined.leg for joined in desk.all_of(RouteJoined)] == ["issue"]
    assert desk.route.status is RouteStatus.COMPLETED


def test_a_join_of_all_starts_at_the_end_of_its_latest_branch() -> None:
    """A branch that is reported last but ended first does not let the next leg start in the past."""
    desk = Desk(plan(leg("survey"), leg("planning"), leg("issue", "survey", "planning")))
    desk.accept()
    desk.report(COMPLETED, "survey", 3)
    desk.report(COMPLETED, "planning", 1)
    assert desk.all_of(LegDispatched)[-1].at == at(3)


def test_a_branch_that_a_join_did_not_wait_for_is_recalled_when_the_route_completes() -> None:
    """`any` means that the other branch cannot hold the result back; its late report is rejected."""
    desk = Desk(plan(leg("survey"), leg("planning"), leg("issue", "survey", "planning", join=Join.ANY)))
    desk.accept()
    desk.report(COMPLETED, "survey", 1)
    desk.report(COMPLETED, "issue", 2)
    assert desk.statuses()["planning"] == "cancelled"
    assert reasons(desk.report(COMPLETED, "planning", 3)) == ["route_ended"]
    assert len(desk.all_of(RouteCompleted)) == 1


def test_a_leg_sent_back_gives_the_sender_another_attempt_and_keeps_the_old_one() -> None:
    """The tax office returns a wrong slip: appraisal is done again, then tax gets attempt 2 with a new slip."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    assert names(desk.report(ReportKind.SENT_BACK, "tax", 2)) == ["LegAcknowledged", "LegReturned", "LegDispatched"]
    assert [(back.to_leg, back.reason) for back in desk.all_of(LegReturned)] == [("appraise", "papers_wrong")]
    desk.report(COMPLETED, "appraise", 3, attempt=2)
    assert [a.status for a in desk.route.legs["tax"].attempts] == ["sent_back", "dispatched"]
    assert desk.all_of(LegDispatched)[-1].slip.number == f"{CODE}/tax/2"  # type: ignore[union-attr]


def test_two_branches_that_send_back_reopen_their_sender_once() -> None:
    """The second one finds it open already and gets its next attempt with the other."""
    desk = Desk(plan(leg("appraise"), leg("left", "appraise"), leg("right", "appraise")))
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    desk.report(ReportKind.SENT_BACK, "left", 2)
    desk.report(ReportKind.SENT_BACK, "right", 3)
    assert len(desk.route.legs["appraise"].attempts) == 2
    desk.report(COMPLETED, "appraise", 4, attempt=2)
    assert [len(desk.route.legs[name].attempts) for name in ("left", "right")] == [2, 2]


def test_a_sender_that_was_sent_back_itself_waits_for_its_own_sender() -> None:
    """It gets no attempt of its own before the correction that it asked for is there."""
    desk = Desk(plan(leg("first"), leg("middle", "first"), leg("left", "middle"), leg("right", "middle")))
    desk.accept()
    desk.report(COMPLETED, "first", 1)
    desk.report(COMPLETED, "middle", 2)
    desk.report(ReportKind.SENT_BACK, "left", 3)
    desk.report(ReportKind.SENT_BACK, "middle", 4, attempt=2)
    desk.report(ReportKind.SENT_BACK, "right", 5)
    assert len(desk.route.legs["middle"].attempts) == 2
    desk.report(COMPLETED, "first", 6, attempt=2)
    assert len(desk.route.legs["middle"].attempts) == 3


def test_missing_papers_pause_every_running_leg() -> None:
    """A leg outside the dossier's clock as well: nobody can go on. Resuming gives each its new due date."""
    desk = Desk(plan(leg("survey", hours=16), leg("posting", inside=False), leg("planning")))
    desk.accept()
    paused = desk.papers_missing(2)
    assert ([p.mark.leg for p in desk.all_of(LegPaused)], {e.running for e in paused}) == (
        ["survey", "posting", "planning"],
        {False},
    )
    desk.papers_missing(3)
    resumed = desk.papers_came(26)  # a working day later: Tuesday 10:00
    assert {entry.running for entry in resumed} == {True}
    assert [r.due_at for r in desk.all_of(LegResumed)] == [at(72), at(48), at(48)]
    assert len(desk.all_of(LegPaused)) == 3


def test_a_leg_handed_over_while_papers_are_missing_starts_paused() -> None:
    """Its time begins with the papers; the clock does not flicker in between."""
    desk = Desk(plan(leg("survey"), leg("issue", "survey")))
    desk.accept()
    desk.papers_missing(1)
    events = desk.report(COMPLETED, "survey", 2)
    assert names(events) == ["LegAcknowledged", "LegFinished", "LegDispatched", "LegPaused"]
    assert {entry.running for entry in events} == {False}
    assert desk.all_of(LegDispatched)[-1].due_at is None
    desk.papers_came(3)
    desk.report(COMPLETED, "issue", 3.5)
    assert desk.all_of(LegFinished)[-1].used_minutes == 30


def test_papers_that_come_do_not_start_the_clock_of_a_leg_that_waits_for_payment() -> None:
    """Two pauses lie over each other; the leg runs again only by its own payment, which ends it."""
    desk = Desk(plan(leg("tax", obligation=True)))
    desk.accept()
    desk.report(ReportKind.TAX_NOTICE, "tax", 1)
    desk.papers_missing(2)
    assert {entry.running for entry in desk.papers_came(3)} <= {False}
    assert not desk.all_of(LegResumed)
    desk.paid(4)
    assert desk.all_of(LegFinished)[0].used_minutes == 60


def test_a_notice_of_nothing_ends_its_leg_at_once() -> None:
    """Nobody is asked to pay 0 dong."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    desk.report(ReportKind.TAX_NOTICE, "tax", 2, amount_vnd=0)
    assert desk.statuses() == {"appraise": "completed", "tax": "completed", "issue": "dispatched"}
    assert not desk.all_of(ObligationNotified)


def test_withdrawal_recalls_open_legs_once() -> None:
    """Whatever comes later changes nothing."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    desk.withdraw(2)
    desk.withdraw(3)
    assert [cancelled.recalled for cancelled in desk.all_of(RouteCancelled)] == [("tax",)]
    assert desk.statuses() == {"appraise": "completed", "tax": "cancelled", "issue": "waiting"}
    assert (desk.paid(4), desk.papers_missing(5), desk.accept(6)) == ((), (), ())


def test_a_dossier_that_is_refused_never_has_a_route() -> None:
    """Nothing is told, except to those whose reports waited for it."""
    desk = Desk(land_with_tax())
    desk.report(RECEIVED, "appraise", 0)
    assert reasons(desk.withdraw(1)) == ["route_ended"]
    assert names(desk.log) == ["ReportRejected"]
    assert desk.accept(2) == ()
