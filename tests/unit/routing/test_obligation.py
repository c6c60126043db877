"""What a citizen owes on a leg: estimates, the official notice, its corrections, its payment."""

from itertools import permutations

import pytest

from services.routing.domain.handling import Notice
from services.routing.domain.happened import (
    LegEstimated,
    LegFinished,
    ObligationLapsed,
    ObligationNotified,
)
from services.routing.domain.report import ReportKind
from services.routing.domain.route import LegStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, at, land_with_tax, names, reasons

COMPLETED, TAX_NOTICE, ESTIMATE = ReportKind.COMPLETED, ReportKind.TAX_NOTICE, ReportKind.ESTIMATE


def _at_the_tax_branch() -> Desk:
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 1)
    return desk


def _notice(desk: Desk) -> Notice | None:
    return desk.route.legs["tax"].attempts[-1].handling.notice


def test_an_estimate_asks_nobody_for_money() -> None:
    """It is told and kept, the leg goes on as it was, and the official amount owes nothing to it."""
    desk = _at_the_tax_branch()
    assert names(desk.report(ESTIMATE, "tax", 2, amount_vnd=900_000)) == ["LegAcknowledged", "LegEstimated"]
    assert (desk.statuses()["tax"], _notice(desk)) == ("received", None)
    desk.report(ESTIMATE, "tax", 3, amount_vnd=950_000)
    desk.report(TAX_NOTICE, "tax", 4, amount_vnd=1_250_000, notice="TB-1")
    assert [told.amount_vnd for told in desk.all_of(LegEstimated)] == [900_000, 950_000]
    assert [told.amount_vnd for told in desk.all_of(ObligationNotified)] == [1_250_000]
    handling = desk.route.legs["tax"].attempts[-1].handling
    assert (handling.estimate_vnd, handling.notice) == (950_000, Notice("TB-1", 1_250_000, at(4)))


def test_an_estimate_after_the_official_notice_is_rejected() -> None:
    """It would only confuse: the amount is known."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2)
    assert reasons(desk.report(ESTIMATE, "tax", 1.5, amount_vnd=1)) == ["estimate_too_late"]
    assert reasons(desk.report(ESTIMATE, "appraise", 3, amount_vnd=1)) == ["leg_not_open"]


def test_an_estimate_where_nothing_is_owed_is_rejected() -> None:
    """Only a leg with an obligation has one."""
    desk = Desk(land_with_tax())
    desk.accept()
    assert reasons(desk.report(ESTIMATE, "appraise", 1, amount_vnd=1)) == ["leg_without_obligation"]


def test_a_corrected_notice_is_asked_for_instead_of_the_first() -> None:
    """Its payment completes the leg; the payment of the amount before it does not."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2, amount_vnd=1_250_000, notice="TB-1")
    corrected = desk.report(TAX_NOTICE, "tax", 3, amount_vnd=1_500_000, notice="TB-2", corrects="TB-1")
    assert names(corrected) == ["ObligationNotified"]
    assert [(told.notice, told.corrects) for told in desk.all_of(ObligationNotified)] == [
        ("TB-1", None),
        ("TB-2", "TB-1"),
    ]
    assert desk.paid(4, 1_250_000) == ()
    assert names(desk.paid(5, 1_500_000)) == ["LegFinished", "LegDispatched"]
    assert [done.answered_at for done in desk.all_of(LegFinished)][-1] == at(2)


@pytest.mark.parametrize("amount", [None, 1_250_000, 77])
def test_without_a_correction_any_payment_that_intake_took_completes_the_leg(amount: int | None) -> None:
    """Intake holds the amount against the notice; the route does not do so again."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2)
    assert names(desk.paid(5, amount)) == ["LegFinished", "LegDispatched"]


def test_a_correction_to_nothing_lets_the_notice_lapse_and_the_route_go_on() -> None:
    """Nobody has to pay; the leg is done."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2, amount_vnd=1_250_000, notice="TB-1")
    lapsed = desk.report(TAX_NOTICE, "tax", 3, amount_vnd=0, notice="TB-2", corrects="TB-1")
    assert names(lapsed) == ["ObligationLapsed", "LegFinished", "LegDispatched"]
    assert [(told.notice, told.corrects) for told in desk.all_of(ObligationLapsed)] == [("TB-2", "TB-1")]
    assert desk.route.legs["tax"].status is LegStatus.COMPLETED
    assert desk.paid(4, 1_250_000) == ()


def test_notices_in_any_order_end_with_the_last_correction() -> None:
    """A correction waits for the notice that it corrects; a second one of the same notice is turned down."""
    for order in permutations(range(3)):
        desk = _at_the_tax_branch()
        chain = [
            desk.write(TAX_NOTICE, "tax", 2, amount_vnd=1, notice="TB-1"),
            desk.write(TAX_NOTICE, "tax", 3, amount_vnd=2, notice="TB-2", corrects="TB-1"),
            desk.write(TAX_NOTICE, "tax", 4, amount_vnd=3, notice="TB-3", corrects="TB-2"),
        ]
        for place in order:
            desk.hear(chain[place])
            desk.hear(chain[place])
        assert _notice(desk) == Notice("TB-3", 3, at(4)), order
        assert [told.amount_vnd for told in desk.all_of(ObligationNotified)] == [1, 2, 3]
        again = desk.report(TAX_NOTICE, "tax", 5, amount_vnd=9, notice="TB-9", corrects="TB-1")
        assert reasons(again) == ["notice_already_corrected"]


def test_a_notice_that_a_version_before_took_can_be_corrected() -> None:
    """Its number was not noted then; the correction says which it is."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2, notice="TB-1")
    state = to_state(desk.route)
    for leg in state["legs"]:
        for attempt in leg["attempts"]:
            del attempt["handling"]
    desk.route = from_state(state)
    told = desk.report(TAX_NOTICE, "tax", 3, amount_vnd=1_500_000, notice="TB-2", corrects="TB-1")
    assert names(told) == ["ObligationNotified"]
    assert names(desk.paid(4, 1_500_000)) == ["LegFinished", "LegDispatched"]


def test_a_number_that_is_used_again_stands_for_the_notice_that_holds() -> None:
    """The first amount was right after all, and is corrected once more."""
    desk = _at_the_tax_branch()
    desk.report(TAX_NOTICE, "tax", 2, amount_vnd=1, notice="TB-1")
    desk.report(TAX_NOTICE, "tax", 3, amount_vnd=2, notice="TB-2", corrects="TB-1")
    desk.report(TAX_NOTICE, "tax", 4, amount_vnd=1, notice="TB-1", corrects="TB-2")
    desk.report(TAX_NOTICE, "tax", 5, amount_vnd=3, notice="TB-3", corrects="TB-1")
    assert _notice(desk) == Notice("TB-3", 3, at(5))
