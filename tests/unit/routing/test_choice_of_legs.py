"""Legs that not every dossier has, and legs that are done only when somebody asks for them."""

from typing import Any

import pytest

from services.contracts.events.inbound import LegCompleted, LegRequested
from services.kernel.catalogue import Join
from services.routing.application.choosing import facts_of
from services.routing.domain.happened import LegDispatched, LegSkipped, RouteCompleted, RouteJoined, RouteOpened
from services.routing.domain.plan import Plan
from services.routing.domain.report import ReportKind
from services.routing.domain.route import LegStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import DESK, Desk, at, leg, names, plan, reasons
from tests.unit.routing.signed import LAND, lifecycle, report, snapshot

COMPLETED, REQUESTED, SENT_BACK = ReportKind.COMPLETED, ReportKind.REQUESTED, ReportKind.SENT_BACK


def verified_online() -> Plan:
    """The papers of an online filing are checked before the work is done."""
    return plan(leg("take"), leg("check", "take", when={"channel": ["online"]}), leg("work", "check"))


def with_opinion() -> Plan:
    """A second opinion is asked for where the first is not enough."""
    return plan(leg("first"), leg("opinion", "first", optional=True), leg("work", "opinion"))


def test_a_leg_whose_condition_holds_is_done() -> None:
    """It is a leg like any other."""
    desk = Desk(verified_online())
    desk.accept(channel="online")
    desk.report(COMPLETED, "take", 1)
    assert desk.statuses() == {"take": "completed", "check": "dispatched", "work": "waiting"}


def test_a_leg_whose_condition_does_not_hold_is_passed_over_when_its_turn_comes() -> None:
    """What follows is handed over by the leg before it, and the opening does not name it."""
    desk = Desk(verified_online())
    desk.accept(channel="post")
    assert desk.all_of(RouteOpened)[0].legs == ("take", "work")
    assert desk.statuses()["check"] == "waiting"
    handed_over = desk.report(COMPLETED, "take", 1)
    assert names(handed_over) == ["LegAcknowledged", "LegFinished", "LegSkipped", "LegDispatched"]
    assert [(skip.leg, skip.reason) for skip in desk.all_of(LegSkipped)] == [("check", "condition")]
    assert desk.route.legs["work"].attempts[-1].sender == "take"


def test_every_named_fact_must_have_one_of_the_values() -> None:
    """Channel and tag: one of them alone is not enough."""
    graph = plan(leg("take"), leg("check", when={"channel": ["online", "post"], "tags": ["ninth_hour"]}))
    without, with_tag = Desk(graph), Desk(graph)
    without.accept(channel="post")
    with_tag.accept(channel="post", tags="ninth_hour")
    assert not without.route.legs["check"].chosen
    assert with_tag.route.legs["check"].chosen


def test_legs_that_nobody_has_to_do_let_a_route_begin_behind_them() -> None:
    """A first leg that is passed over hands what follows over for the desk, so that it has nobody to go back to."""
    desk = Desk(plan(leg("check", when={"channel": ["online"]}), leg("work", "check")))
    assert names(desk.accept(channel="post")) == ["RouteOpened", "LegSkipped", "LegDispatched"]
    assert reasons(desk.report(SENT_BACK, "work", 1)) == ["leg_without_sender"]


def test_a_route_without_any_leg_to_do_is_completed_at_once() -> None:
    """It ends legally rather than never."""
    desk = Desk(plan(leg("check", when={"channel": ["online"]})))
    assert names(desk.accept()) == ["RouteOpened", "LegSkipped", "RouteCompleted"]


def test_a_join_waits_for_the_branches_that_the_dossier_has() -> None:
    """One of two branches does not exist: the join comes with the other, and counts once."""
    desk = Desk(plan(leg("a"), leg("b", when={"channel": ["online"]}), leg("end", "a", "b")))
    desk.accept(channel="post")
    assert names(desk.report(COMPLETED, "a", 1)) == ["LegAcknowledged", "LegFinished", "RouteJoined", "LegDispatched"]


def test_a_skipped_branch_is_never_the_first_of_a_join_of_any() -> None:
    """A leg that waits for the first of two waits for the one that exists, not for the one that does not."""
    desk = Desk(plan(leg("a"), leg("b", when={"channel": ["online"]}), leg("end", "a", "b", join=Join.ANY)))
    desk.accept(channel="post")
    assert desk.statuses() == {"a": "dispatched", "b": "skipped", "end": "waiting"}
    desk.report(COMPLETED, "a", 1)
    assert desk.statuses()["end"] == "dispatched"


def test_an_optional_leg_is_passed_over_unless_a_leg_before_it_asks_for_it() -> None:
    """`include` names it; without, the route goes on behind it."""
    asking, silent = Desk(with_opinion()), Desk(with_opinion())
    for desk in (asking, silent):
        desk.accept()
    asking.report(COMPLETED, "first", 1, include=("opinion",))
    silent.report(COMPLETED, "first", 1)
    assert asking.statuses() == {"first": "completed", "opinion": "dispatched", "work": "waiting"}
    assert silent.statuses() == {"first": "completed", "opinion": "skipped", "work": "dispatched"}
    assert [skip.reason for skip in silent.all_of(LegSkipped)] == ["optional"]


def test_the_receiving_agency_may_ask_for_an_optional_leg_before_its_turn() -> None:
    """By a report of its own, which nobody else may send."""
    desk = Desk(with_opinion())
    desk.accept()
    assert reasons(desk.report(REQUESTED, "opinion", 1, agency="H90.20.01")) == ["agency_not_on_leg"]
    assert names(desk.report(REQUESTED, "opinion", 1, agency=DESK)) == ["LegAskedFor"]
    desk.report(COMPLETED, "first", 2)
    assert desk.statuses()["opinion"] == "dispatched"


def test_a_request_that_comes_before_the_route_waits_for_it() -> None:
    """Like any early report."""
    desk = Desk(with_opinion())
    desk.report(REQUESTED, "opinion", 1, agency=DESK)
    desk.accept()
    desk.report(COMPLETED, "first", 2)
    assert desk.statuses()["opinion"] == "dispatched"


def test_a_skipped_leg_may_still_be_asked_for_while_nothing_after_it_has_begun() -> None:
    """Another branch keeps the join waiting: the request brings the leg back, and the join waits for it."""
    desk = Desk(plan(leg("a"), leg("opinion", "a", optional=True), leg("b"), leg("end", "opinion", "b")))
    desk.accept()
    desk.report(COMPLETED, "a", 1)
    assert desk.statuses()["opinion"] == "skipped"
    assert names(desk.report(REQUESTED, "opinion", 2, agency=DESK)) == ["LegAskedFor", "LegDispatched"]
    desk.report(COMPLETED, "b", 3)
    assert desk.statuses()["end"] == "waiting"
    desk.report(COMPLETED, "opinion", 4)
    assert (desk.statuses()["end"], len(desk.all_of(RouteJoined))) == ("dispatched", 1)


def test_a_request_that_is_too_late_is_rejected() -> None:
    """What follows has begun: nothing is done twice, and the desk is told why."""
    desk = Desk(with_opinion())
    desk.accept()
    desk.report(COMPLETED, "first", 1)
    assert reasons(desk.report(REQUESTED, "opinion", 2, agency=DESK)) == ["leg_passed"]
    assert desk.statuses() == {"first": "completed", "opinion": "skipped", "work": "dispatched"}


@pytest.mark.parametrize(
    ("include", "reason"),
    [
        ("work", "leg_not_optional"),
        ("first", "leg_not_optional"),
        ("none", "leg_unknown"),
        ("early", "leg_not_optional"),
    ],
)
def test_a_leg_asks_for_optional_legs_after_it_alone(include: str, reason: str) -> None:
    """Anything else is a mistake of the agency, and its report changes nothing."""
    desk = Desk(plan(leg("start"), leg("early", optional=True), *with_opinion().legs.values()))
    desk.accept()
    assert reasons(desk.report(COMPLETED, "first", 1, include=(include,))) == [reason]
    assert desk.statuses()["first"] == "dispatched"


def test_a_report_about_a_leg_that_the_dossier_does_not_have_is_rejected() -> None:
    """At once, rather than kept for an attempt that will never be."""
    desk = Desk(verified_online())
    desk.accept(channel="post")
    assert reasons(desk.report(COMPLETED, "check", 1)) == ["leg_skipped"]


def test_a_skipped_leg_waits_again_while_the_leg_before_it_is_done_once_more() -> None:
    """It was sent back over the skipped leg: nothing runs ahead, and this time it may be asked for."""
    graph = plan(leg("first"), leg("opinion", "first", optional=True), leg("b", "first"), leg("work", "opinion", "b"))
    desk = Desk(graph)
    desk.accept()
    desk.report(COMPLETED, "first", 1)
    desk.report(COMPLETED, "b", 2)
    desk.report(SENT_BACK, "work", 3)
    assert desk.route.legs["work"].attempts[-1].sender == "b"
    desk.report(SENT_BACK, "b", 4, attempt=2)
    expected = {"first": "dispatched", "opinion": "waiting", "b": "sent_back", "work": "sent_back"}
    assert desk.statuses() == expected
    desk.report(COMPLETED, "first", 5, attempt=2, include=("opinion",))
    desk.report(COMPLETED, "b", 6, attempt=3)
    assert (desk.statuses()["opinion"], desk.statuses()["work"]) == ("dispatched", "sent_back")
    desk.report(COMPLETED, "opinion", 7)
    assert desk.statuses()["work"] == "dispatched"


def test_a_route_ends_when_its_last_leg_is_passed_over() -> None:
    """The time is that of the leg before it."""
    desk = Desk(plan(leg("work"), leg("copy", "work", optional=True)))
    desk.accept()
    assert names(desk.report(COMPLETED, "work", 2))[-2:] == ["LegSkipped", "RouteCompleted"]
    assert desk.all_of(RouteCompleted)[0].at == at(2)


def test_what_was_chosen_and_asked_for_is_stored() -> None:
    """A process that reads the route again comes to the same decisions."""
    desk = Desk(plan(leg("a", when={"channel": ["online"]}), *with_opinion().legs.values()))
    desk.accept(channel="post")
    desk.report(REQUESTED, "opinion", 1, agency=DESK)
    assert from_state(to_state(desk.route)) == desk.route
    desk.report(COMPLETED, "first", 2)
    assert [sent.mark.leg for sent in desk.all_of(LegDispatched)] == ["first", "opinion"]


async def test_a_signed_request_for_a_leg_that_nobody_has_yet_is_taken() -> None:
    """From the record to the stored route: there is no attempt that its signature could be kept with."""
    bench = Bench(plan=with_opinion())
    await bench.live(lifecycle(1, snapshot()))
    verdicts = await bench.hear(report(LegRequested, "opinion", DESK), report(LegCompleted, "first", LAND))
    assert (verdicts.rejected, verdicts.deferred) == ({}, {})
    assert (await bench.route()).legs["opinion"].status is LegStatus.DISPATCHED


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"applicant": "organisation"}, {"organisation"}),
        ({"attributes": {"applicant": "individual"}}, {"individual"}),
        ({"applicant": "organisation", "attributes": {"applicant": "individual"}}, {"organisation"}),
        ({}, set()),
    ],
)
def test_conditions_may_ask_for_the_kind_of_applicant(told: dict[str, Any], expected: set[str]) -> None:
    """What intake knows of the filing comes before what was reported as an attribute."""
    facts = facts_of(snapshot(channel="post", tags=("ninth_hour",), **told))
    assert facts.get("applicant", frozenset()) == expected
    assert facts["channel"] | facts["tags"] == {"post", "ninth_hour"}
