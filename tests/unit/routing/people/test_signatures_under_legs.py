"""A completed leg names who signed: checked for the moment of signing and kept with prefix (S4-01, S4-02, s004 F1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from services.kernel.catalogue import SignatureNeed
from services.routing.domain.happened import LegFinished
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.report import ReportKind
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, at, reasons
from tests.unit.routing.people.ward import CHAIR, CLERK, JUSTICE, Ward, away, delegation, register

DOMESTIC, FOREIGN = {"paper_origin": "domestic"}, {"paper_origin": "foreign"}


def _desk(ward: Ward, **more: object) -> Desk:
    desk = Desk(ward.plan(**more))  # type: ignore[arg-type] # a test's own choice of values
    desk.accept()
    return desk


def _signed(
    officer: str, behalf: str | None = None, when: datetime | None = None, paper: Mapping[str, str] = DOMESTIC
) -> SignedBy:
    return SignedBy(officer, behalf, when, paper)


def test_a_delegate_signs_on_behalf_of_the_chair() -> None:
    """Signer, role, on whose behalf, prefix and document are kept with the leg and told with its end."""
    desk = _desk(Ward(register(delegation())))
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 2, signed_by=_signed(JUSTICE))) == []
    signature = desk.route.legs["certify"].attempts[0].hands.signature
    assert signature is not None
    assert (signature.signer, signature.role, signature.on_behalf_of) == (JUSTICE, "justice_officer", "ward_chair")
    assert (signature.prefix, signature.document_number, signature.at) == ("TUQ.", "UQ-7", at(2))
    [finished] = desk.all_of(LegFinished)
    assert finished.hands.signature == signature
    assert from_state(to_state(desk.route)) == desk.route


def test_a_foreign_paper_is_signed_by_the_chair_alone() -> None:
    """S4-02: the delegation is for domestic papers; the leg stays open until the chair has signed."""
    desk = _desk(Ward(register(delegation())))
    refused = desk.report(ReportKind.COMPLETED, "certify", 2, signed_by=_signed(JUSTICE, paper=FOREIGN))
    assert reasons(refused) == ["delegation_not_valid"]
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 3, signed_by=_signed(CHAIR, paper=FOREIGN))) == []
    assert desk.statuses() == {"certify": "completed"}


def test_what_the_dossier_says_of_the_paper_goes_before_what_the_report_says() -> None:
    """A report cannot call a foreign paper domestic."""
    desk = _desk(Ward(register(delegation())))
    desk.route = replace(desk.route, paper=FOREIGN)
    refused = desk.report(ReportKind.COMPLETED, "certify", 2, signed_by=_signed(JUSTICE))
    assert reasons(refused) == ["delegation_not_valid"]


@pytest.mark.parametrize(
    ("entries", "signed", "reason"),
    [
        ((), _signed(JUSTICE), "signer_unknown"),
        ((delegation(ends=1),), _signed(JUSTICE), "delegation_not_valid"),
        ((delegation(), away(0, 9, JUSTICE)), _signed(JUSTICE), "signer_absent"),
        ((away(0, 9),), _signed(CHAIR), "signer_absent_no_delegate"),
        ((delegation(),), _signed(CHAIR, "ward_chair"), "signer_mismatch"),
        ((delegation(),), _signed(JUSTICE, when=at(-2)), "time_out_of_range"),
        ((delegation(),), _signed(JUSTICE, when=at(3)), "time_out_of_range"),
        ((delegation(),), None, "signer_missing"),
    ],
)
def test_a_signature_that_is_not_good_leaves_the_leg_open(
    entries: tuple[object, ...], signed: SignedBy | None, reason: str
) -> None:
    """Role, procedure and validity at the time of signing; nobody signs before the hand-over or after the report."""
    desk = _desk(Ward(register(*entries)))  # type: ignore[arg-type] # a test's own choice of values
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 2, signed_by=signed)) == [reason]
    assert desk.statuses() == {"certify": "dispatched"}
    assert desk.route.legs["certify"].attempts[0].hands.signature is None


def test_a_signature_given_before_the_delegation_ended_is_good() -> None:
    """It is checked for the moment of signing, not for that of the report."""
    desk = _desk(Ward(register(delegation(ends=2))))
    signed = _signed(JUSTICE, when=at(1))
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 5, signed_by=signed)) == []


def test_a_result_signed_first_lets_the_leg_be_completed() -> None:
    """The signed result was attached before; its signature counts."""
    desk = _desk(Ward(register(delegation())))
    attached = desk.report(ReportKind.RESULT, "certify", 1, signed_by=_signed(JUSTICE), result_reference="BS-1")
    assert reasons(attached) == []
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 2)) == []


def test_an_early_signed_report_is_judged_once_the_route_opens() -> None:
    """It waited for the dossier; the register is asked for the moment of signing."""
    desk = Desk(Ward(register(delegation())).plan())
    desk.report(ReportKind.COMPLETED, "certify", 2, signed_by=_signed(JUSTICE))
    desk.route = from_state(to_state(desk.route))
    desk.accept()
    assert desk.statuses() == {"certify": "completed"}


def test_without_a_register_nothing_is_asked_for_but_a_named_signer_is_unknown() -> None:
    """Agencies that keep no register are as free as before; what they name cannot be vouched for."""
    desk = _desk(Ward())
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 1, signed_by=_signed(CLERK))) == ["signer_unknown"]
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 2)) == []


def test_where_a_signature_is_only_expected_none_is_asked_for() -> None:
    """The leg is looked after, but an agency's software need not name the signer."""
    desk = _desk(Ward(register()), signature=SignatureNeed.EXPECTED)
    assert reasons(desk.report(ReportKind.COMPLETED, "certify", 2)) == []
