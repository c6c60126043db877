"""Reports: repeated, late, early, wrong."""

from collections.abc import Callable
from itertools import permutations

import pytest

from services.routing.domain.happened import LegFinished, ObligationNotified, RouteCompleted
from services.routing.domain.hear import expire, reject
from services.routing.domain.judge import MOST_WAITING
from services.routing.domain.report import Rejection, ReportKind
from services.routing.domain.route import RouteStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, land_with_tax, leg, names, plan, reasons

RECEIVED, COMPLETED, SENT_BACK = ReportKind.RECEIVED, ReportKind.COMPLETED, ReportKind.SENT_BACK
TAX_NOTICE, RESULT = ReportKind.TAX_NOTICE, ReportKind.RESULT


def _appraised(desk: Desk) -> None:
    desk.report(COMPLETED, "appraise", 1)


def _notified(desk: Desk) -> None:
    _appraised(desk)
    desk.report(TAX_NOTICE, "tax", 2)


def _received(desk: Desk) -> None:
    desk.report(RECEIVED, "appraise", 0.5)


def _withdrawn(desk: Desk) -> None:
    _appraised(desk)
    desk.withdraw(2)


def _nothing(desk: Desk) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "kind", "leg_id", "more", "reason"),
    [
        (_nothing, COMPLETED, "printing", {}, "leg_unknown"),
        (_nothing, COMPLETED, "appraise", {"agency": "H91.20"}, "agency_not_on_leg"),
        (_nothing, SENT_BACK, "appraise", {}, "leg_without_sender"),
        (_nothing, TAX_NOTICE, "appraise", {}, "leg_without_obligation"),
        (_received, RECEIVED, "appraise", {}, "leg_already_received"),
        (_appraised, COMPLETED, "appraise", {}, "leg_not_open"),
        (_appraised, RECEIVED, "appraise", {}, "leg_not_open"),
        (_appraised, COMPLETED, "tax", {}, "obligation_open"),
        (_notified, COMPLETED, "tax", {}, "obligation_open"),
        (_notified, TAX_NOTICE, "tax", {}, "obligation_open"),
        (_notified, SENT_BACK, "tax", {}, "obligation_open"),
        (_withdrawn, RESULT, "appraise", {}, "route_ended"),
        (_withdrawn, COMPLETED, "appraise", {"attempt": 2}, "attempt_unknown"),
    ],
)
def test_a_report_that_changes_nothing_is_rejected_with_its_reason(
    before: Callable[[Desk], None], kind: ReportKind, leg_id: str, more: dict[str, object], reason: str
) -> None:
    """The reason is a constant that the agency's software can act on."""
    desk = Desk(land_with_tax())
    desk.accept()
    before(desk)
    statuses = desk.statuses()
    assert reasons(desk.report(kind, leg_id, 3, **more)) == [reason]
    assert desk.statuses() == statuses


def test_the_same_report_twice_changes_nothing_the_second_time() -> None:
    """Applied, waiting or rejected: a repetition is silent; the same id from another agency is another report."""
    desk = Desk(land_with_tax())
    desk.accept()
    for report in (
        desk.write(COMPLETED, "appraise", 1),
        desk.write(COMPLETED, "issue", 2),
        desk.write(COMPLETED, "nowhere", 2),
    ):
        desk.hear(report)
        before = desk.route
        assert (desk.hear(report), desk.route) == ((), before)
    stranger = desk.write(COMPLETED, "tax", 2, id="r0", agency="H99.01")
    assert reasons(desk.hear(stranger)) == ["agency_not_on_leg"]


def test_a_credential_may_speak_for_the_agency_of_the_leg() -> None:
    """A province's system reports for its branches."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 1, agency="H90", acting_for=("H90", "H90.20.01"))
    assert desk.statuses()["appraise"] == "completed"


def test_reports_in_any_order_end_with_the_same_ledgers() -> None:
    """All 120 orders of five reports before and after acceptance give the same times to the same agencies."""
    seen = set()
    for order in permutations(range(5)):
        for accepted_after in (0, 2, 5):
            seen.add(_outcome_of(order, accepted_after))
    assert seen == {((60, 60, 90), RouteStatus.COMPLETED)}


def _outcome_of(order: tuple[int, ...], accepted_after: int) -> tuple[tuple[int, ...], RouteStatus]:
    desk = Desk(land_with_tax())
    reports = [
        desk.write(RECEIVED, "appraise", 0.5),
        desk.write(COMPLETED, "appraise", 1),
        desk.write(TAX_NOTICE, "tax", 2),
        desk.write(RECEIVED, "issue", 24.5),
        desk.write(COMPLETED, "issue", 25.5),
    ]
    for number, index in enumerate(order):
        if number == accepted_after:
            desk.accept()
        desk.hear(reports[index])
        _pay_if_asked(desk)
        desk.hear(reports[index])
    desk.accept()
    _pay_if_asked(desk)
    assert (len(desk.all_of(ObligationNotified)), len(desk.all_of(RouteCompleted))) == (1, 1)
    return tuple(done.used_minutes for done in desk.all_of(LegFinished)), desk.route.status


def _pay_if_asked(desk: Desk) -> None:
    if "awaiting_payment" in desk.statuses().values():
        desk.paid(24)


def test_an_attempt_that_does_not_exist_yet_is_waited_for() -> None:
    """The completion of attempt 2 overtakes the return that causes it."""
    desk = Desk(plan(leg("appraise"), leg("check", "appraise"), leg("issue", "check")))
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    assert desk.report(COMPLETED, "appraise", 3, attempt=2) == ()
    desk.report(SENT_BACK, "check", 2)
    assert [a.status for a in desk.route.legs["appraise"].attempts] == ["completed", "completed"]
    assert [a.status for a in desk.route.legs["check"].attempts] == ["sent_back", "dispatched"]


def test_what_still_waits_when_the_route_ends_is_rejected() -> None:
    """No report is left without an answer."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "issue", 1)
    assert names(desk.withdraw(2)) == ["RouteCancelled", "ReportRejected"]
    assert desk.route.waiting == ()


def test_a_result_is_kept_for_the_end_of_the_route() -> None:
    """It completes nothing by itself, may come for a leg that is done, and is told, so that its report is settled."""
    desk = Desk(plan(leg("issue"), leg("archive", "issue")))
    desk.accept()
    desk.report(COMPLETED, "issue", 1)
    assert names(desk.report(RESULT, "issue", 1, result_reference="GCN-9")) == ["ResultAttached"]
    desk.report(COMPLETED, "archive", 2)
    assert desk.all_of(RouteCompleted)[0].result_reference == "GCN-9"


def test_the_number_of_waiting_reports_is_bounded() -> None:
    """An agency that floods an unknown route cannot grow its document without limit."""
    desk = Desk(land_with_tax())
    for _ in range(MOST_WAITING):
        assert desk.report(RECEIVED, "appraise", 0) == ()
    assert reasons(desk.report(RECEIVED, "appraise", 0)) == ["too_many_waiting"]


def test_a_report_that_waited_too_long_is_turned_down_once_and_may_come_again() -> None:
    """The sweep may find it twice; its dead letter, replayed once the dossier is there, must not be a duplicate."""
    desk = Desk(land_with_tax())
    report = desk.write(RECEIVED, "appraise", 0)
    desk.hear(report)
    first = expire(desk.route, report.key)
    assert (reasons(first.events), first.route.waiting) == (["route_unknown"], ())
    assert expire(first.route, report.key).events == ()
    desk.route = first.route
    desk.accept()
    assert names(desk.hear(report)) == ["LegAcknowledged"]


def test_a_report_that_is_wrong_in_itself_is_turned_down_once() -> None:
    """Its repetition is silent, whether its route is known or not."""
    desk = Desk(land_with_tax())
    report = desk.write(RECEIVED, "appraise", 0)
    first = reject(desk.route, report, Rejection.TIME_OUT_OF_RANGE)
    assert reasons(first.events) == ["time_out_of_range"]
    assert reject(first.route, report, Rejection.TIME_OUT_OF_RANGE).events == ()


def test_a_route_survives_its_way_through_the_store() -> None:
    """Plain values and back give an equal route, waiting reports included."""
    desk = Desk(land_with_tax())
    desk.accept()
    _notified(desk)
    desk.report(COMPLETED, "issue", 9, result_reference="GCN-1", acting_for=("H90", "H91"))
    assert from_state(to_state(desk.route)) == desk.route
