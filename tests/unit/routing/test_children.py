"""Legs that are dossiers of their own: birth first, then the others; one that fails keeps the rest."""

from itertools import permutations

import pytest

from services.kernel.clock_ledger import ClockState
from services.routing.domain.children import Refusal, Turn
from services.routing.domain.happened import (
    LegClosed,
    LegDispatched,
    LegFailed,
    LegFinished,
    LegPaused,
    LegResumed,
    RouteCancelled,
    RouteCompleted,
)
from services.routing.domain.report import Rejection, ReportKind
from services.routing.domain.route import RouteStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, at, birth_group, names, reasons


def _opened() -> Desk:
    desk = Desk(birth_group())
    desk.accept()
    return desk


def _clock_of_residence(desk: Desk) -> ClockState:
    return desk.route.legs["residence"].attempts[0].ledger.state


def _clock(desk: Desk) -> str:
    return "runs" if desk.route.running else "stands"


def _born() -> Desk:
    desk = _opened()
    desk.of_child(Turn.TAKEN, "birth", 0)
    desk.of_child(Turn.DONE, "birth", 2, detail="KS-1")
    return desk


def test_the_first_child_comes_before_the_others() -> None:
    """Each leg says which dossier to file where; the others wait for the result of the first."""
    desk = _opened()
    assert [(sent.mark.leg, sent.mark.agency, sent.child) for sent in desk.all_of(LegDispatched)] == [
        ("birth", "H90.01", "1.001193")
    ]
    desk.of_child(Turn.DONE, "birth", 2)
    assert [sent.mark.leg for sent in desk.all_of(LegDispatched)] == ["birth", "residence", "health_card"]
    assert desk.statuses() == {"birth": "completed", "residence": "dispatched", "health_card": "dispatched"}


def test_the_parent_completes_when_all_children_have_ended() -> None:
    """The time that each used is its agency's."""
    desk = _born()
    desk.of_child(Turn.DONE, "health_card", 5)
    assert desk.route.status is RouteStatus.OPEN
    assert names(desk.of_child(Turn.DONE, "residence", 10)) == ["LegAcknowledged", "LegFinished", "RouteCompleted"]
    used = {done.mark.leg: done.used_minutes for done in desk.all_of(LegFinished)}
    assert used == {"birth": 120, "health_card": 90, "residence": 330}
    assert desk.all_of(RouteCompleted)[0].at == at(10)


@pytest.mark.parametrize("order", list(permutations(("birth", "residence", "health_card"))))
def test_what_comes_twice_or_for_an_ended_attempt_changes_nothing(order: tuple[str, ...]) -> None:
    """However often and in whatever order ends are repeated, each leg ends once and the route once."""
    desk = _born()
    for leg in ("residence", "health_card", *order):
        desk.of_child(Turn.DONE, leg, 6)
    for leg in order:
        desk.of_child(Turn.FAILED, leg, 7, detail="stopped")
    assert len(desk.all_of(LegFinished)) == 3
    assert len(desk.all_of(RouteCompleted)) == 1
    assert desk.all_of(LegFailed) == []


def test_a_failed_child_undoes_nothing_and_keeps_the_parent_open() -> None:
    """The clock runs on: now the receiving agency has to decide."""
    desk = _born()
    desk.of_child(Turn.FAILED, "residence", 4, detail="not_eligible")
    desk.of_child(Turn.DONE, "health_card", 5)
    assert desk.statuses() == {"birth": "completed", "residence": "failed", "health_card": "completed"}
    assert (desk.route.status, desk.route.running) == (RouteStatus.OPEN, True)
    failed = desk.all_of(LegFailed)[0]
    assert (failed.child, failed.reason, failed.mark.attempt) == ("residence-1", "not_eligible", 1)


def test_a_failed_child_is_filed_again() -> None:
    """The new attempt is another dossier; the end of the old one means nothing any more."""
    desk = _born()
    desk.of_child(Turn.DONE, "health_card", 3)
    desk.of_child(Turn.FAILED, "residence", 4, detail="not_eligible")
    assert desk.refile("residence", 8) is None
    assert desk.refile("residence", 9) is None
    sent = desk.all_of(LegDispatched)
    assert [(each.mark.leg, each.mark.attempt) for each in sent[-1:]] == [("residence", 2)]
    assert len(sent) == 4
    desk.of_child(Turn.DONE, "residence", 9, number=1)
    assert desk.all_of(RouteCompleted) == []
    desk.of_child(Turn.DONE, "residence", 9, number=2)
    assert desk.route.status is RouteStatus.COMPLETED


def test_a_failed_child_can_be_done_without() -> None:
    """Whoever closes it says why; it counts as ended."""
    desk = _born()
    desk.of_child(Turn.FAILED, "residence", 4, detail="not_eligible")
    desk.of_child(Turn.DONE, "health_card", 5)
    assert desk.close("residence", 6) is None
    assert desk.close("residence", 7) is None
    closed = [
        (each.what.mark.leg, each.what.reason, each.actor) for each in desk.log if isinstance(each.what, LegClosed)
    ]
    assert closed == [("residence", "not_eligible", "desk-1")]
    assert desk.statuses()["residence"] == "closed"
    assert desk.route.status is RouteStatus.COMPLETED


def test_what_others_wait_for_cannot_be_done_without() -> None:
    """Without a birth there is neither residence nor card: file again, or stop the dossier."""
    desk = _opened()
    desk.of_child(Turn.FAILED, "birth", 2, detail="not_eligible")
    assert desk.close("birth", 3) is Refusal.LEG_NEEDED
    assert desk.refile("birth", 3) is None
    desk.of_child(Turn.DONE, "birth", 4, number=2)
    assert desk.statuses() == {"birth": "completed", "residence": "dispatched", "health_card": "dispatched"}


def test_only_what_failed_is_decided_about() -> None:
    """A leg that goes on, was filed again or belongs to an ended route is left alone."""
    desk = _born()
    assert desk.refile("residence", 3) is Refusal.LEG_NOT_FAILED
    assert desk.close("residence", 3) is Refusal.LEG_NOT_FAILED
    desk.of_child(Turn.FAILED, "residence", 4, detail="stopped")
    desk.refile("residence", 5)
    assert desk.close("residence", 6) is Refusal.LEG_NOT_FAILED
    desk.of_child(Turn.FAILED, "residence", 7, number=2, detail="stopped")
    desk.withdraw(8)
    assert desk.refile("residence", 9, number=2) is Refusal.LEG_NOT_FAILED
    assert desk.close("residence", 9, number=2) is Refusal.LEG_NOT_FAILED
    with pytest.raises(LookupError):
        desk.refile("residence", 9, number=7)


def test_a_withdrawn_parent_recalls_what_is_open_and_lists_what_is_done() -> None:
    """Compensation is in the open: nothing that was done is undone in silence."""
    desk = _born()
    desk.of_child(Turn.FAILED, "residence", 4, detail="stopped")
    desk.withdraw(5)
    cancelled = desk.all_of(RouteCancelled)[0]
    assert (cancelled.recalled, cancelled.done) == (("health_card",), ("birth",))
    assert names(desk.of_child(Turn.FAILED, "health_card", 6, detail="withdrawn")) == []


def test_a_leg_stands_still_while_its_child_waits() -> None:
    """For papers or a payment; papers that the parent waited for do not set it going again."""
    desk = _born()
    desk.of_child(Turn.WAITS, "residence", 3, detail="supplement")
    desk.of_child(Turn.DONE, "health_card", 3)
    assert _clock(desk) == "stands"
    desk.papers_missing(4)
    desk.papers_came(5)
    assert _clock_of_residence(desk) is ClockState.PAUSED
    desk.of_child(Turn.GOES_ON, "residence", 6)
    assert _clock(desk) == "runs"
    assert [(each.mark.leg, each.cause) for each in desk.all_of(LegPaused)] == [("residence", "supplement")]
    assert [(each.mark.leg, each.cause) for each in desk.all_of(LegResumed)] == [("residence", "supplement")]


def test_a_child_that_goes_on_waits_for_the_papers_of_its_parent() -> None:
    """The parent's request stops every branch."""
    desk = _born()
    desk.of_child(Turn.WAITS, "residence", 3, detail="payment")
    desk.papers_missing(4)
    desk.of_child(Turn.GOES_ON, "residence", 5)
    assert _clock_of_residence(desk) is ClockState.PAUSED
    desk.papers_came(6)
    assert _clock_of_residence(desk) is ClockState.RUNNING


def test_agencies_report_about_the_child_not_about_the_leg() -> None:
    """The leg ends as its child ends, whatever its agency says of it."""
    desk = _opened()
    for kind in (ReportKind.RECEIVED, ReportKind.COMPLETED, ReportKind.SENT_BACK):
        assert reasons(desk.report(kind, "birth", 1)) == [Rejection.LEG_IS_A_DOSSIER]
    assert desk.statuses()["birth"] == "dispatched"


def test_children_are_stored_with_their_attempts() -> None:
    """A route reads back as it was written; one of the version before has no children."""
    desk = _born()
    desk.of_child(Turn.WAITS, "residence", 3, detail="supplement")
    state = to_state(desk.route)
    assert from_state(state) == desk.route
    for leg in state["legs"]:
        for attempt in leg["attempts"]:
            del attempt["child"]
    assert all(attempt.child is None for leg in from_state(state).legs.values() for attempt in leg.attempts)
