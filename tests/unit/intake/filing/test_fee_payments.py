"""Payments of fees, results as files, and what statistics are told of a filing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.application.dossiers.lifecycle import attributes_of
from services.intake.domain.commands import Accept, DigitiseResult, PayFee, ReturnResult
from services.intake.domain.decide import decide
from services.intake.domain.dossier import Dossier
from services.intake.domain.errors import RuleError
from services.intake.domain.fee_payments import FeePayment, paid, with_payment
from services.kernel.status import Status
from tests.unit.intake.desk import at, in_process, route, terms
from tests.unit.intake.filing.counter import filed

NOW = at("2024-05-06 09:00")
FILE = "9f" * 32


def received() -> Dossier:
    return filed("2023-07-10 09:00", "H91.01", "1.004873", applicant_kind="individual", channel="online")


def pay(dossier: Dossier, amount: int, reference: str = "BL-1", method: str = "transfer") -> Dossier:
    command = PayFee(at=at("2023-07-10 10:00"), reference=reference, amount_vnd=amount, method=method)
    return decide(command, dossier, terms()).dossier


def test_a_payment_is_recorded_once_by_its_reference() -> None:
    """Repeated it changes nothing; another amount under the same reference is refused."""
    once = pay(received(), 14_000)
    same = PayFee(at=at("2023-07-10 11:00"), reference="BL-1", amount_vnd=14_000, method="transfer")
    again = decide(same, once, terms())
    assert (again.dossier, again.events) == (once, ())
    with pytest.raises(RuleError, match="fee_reference_reused"):
        pay(once, 13_000)


def test_nobody_pays_more_than_the_fee() -> None:
    """In parts up to the reduced amount; the method is what statistics see."""
    half = pay(received(), 7_000)
    with pytest.raises(RuleError, match="fee_overpaid"):
        pay(half, 7_001, "BL-2")
    words = attributes_of(pay(half, 7_000, "BL-2", "wallet"))
    assert (words["fee_list"], words["fee_paid"], words["payment_method"]) == ("20000", "14000", "wallet")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9_000)), max_size=20))
def test_payments_never_exceed_and_never_count_twice(attempts: list[tuple[int, int]]) -> None:
    """Whatever comes, in whatever order and how often."""
    payments: tuple[FeePayment, ...] = ()
    for number, amount in attempts:
        try:
            payments = with_payment(payments, FeePayment(f"BL-{number}", amount, "cash", NOW), 20_000)
        except RuleError:
            continue
    assert paid(payments) <= 20_000
    assert len({each.reference for each in payments}) == len(payments)


def test_a_refused_dossier_takes_no_fee() -> None:
    """It was never received."""
    refused = filed("2023-02-07 09:00", "H93.90", "9.500001")
    assert refused.status is Status.REFUSED
    with pytest.raises(RuleError, match="transition_not_allowed"):
        pay(refused, 1)


def test_a_result_is_digitised_once_it_exists_and_stays_retrievable() -> None:
    """Before the finish there is none; afterwards also when the dossier is closed, and told once."""
    case = in_process()
    scan = DigitiseResult(at=NOW, reference="XN-1", file=FILE, pages=2, valid_to=date(2025, 1, 1))
    with pytest.raises(RuleError, match="transition_not_allowed"):
        case.hear(scan)
    case.hear(route("2024-05-06 10:00", "route_completed"))
    case.hear(ReturnResult(at=at("2024-05-06 11:00")))
    assert case.hear(replace(scan, at=at("2024-05-07 09:00"))) == ["ResultDigitised"]
    assert case.hear(replace(scan, at=at("2024-05-08 09:00"))) == []
    assert case.dossier.status is Status.RETURNED
    assert attributes_of(case.dossier)["digitised"] == "true"


def test_what_a_filing_proves_wins_over_what_was_reported() -> None:
    """The weekday of the extended hour, the Saturday's clock, who applied and how it was confirmed."""
    ninth = filed("2023-07-10 17:20", "H91.11.02", "1.001193", attributes={"window_day": "friday"})
    assert attributes_of(ninth)["window_day"] == "monday"
    saturday = filed("2023-07-08 09:00", "H91.20.11", "1.011441")
    assert attributes_of(saturday)["due_from"] == "next_working_day"
    online = filed("2023-07-10 09:00", "H91.01", "1.004873", applicant_kind="organisation", confirmed_by="fingerprint")
    words = attributes_of(online)
    assert (words["applicant"], words["confirmed_by"]) == ("organisation", "fingerprint")


def test_one_visit_was_enough_when_nothing_was_asked_after_a_call() -> None:
    """Only dossiers that a call to the component hotline is linked to say so."""
    called = filed("2023-07-10 09:00", "H91.11.01", "1.001193", call="C-1")
    assert attributes_of(called)["first_visit_complete"] == "true"
    assert "first_visit_complete" not in attributes_of(received())


def test_an_immediate_service_is_measured_from_the_call_of_its_ticket() -> None:
    """In whole minutes until the result (article 002: under 5 minutes)."""
    copied = filed("2022-03-01 09:00", "H92.01.01", "2.000815", ticket="T-1", called_at=at("2022-03-01 08:58"))
    done = replace(copied, finished_at=at("2022-03-01 09:02"))
    assert attributes_of(done)["service_minutes"] == "4"


def test_an_event_must_be_one_that_the_catalogue_names() -> None:
    """A free word would be a new row of the report for each typing error."""
    festival = filed("2023-07-10 09:00", "H94.01.01", "1.001193", event_tag="service_festival")
    assert attributes_of(festival)["event"] == "service_festival"
    with pytest.raises(RuleError, match="event_tag_unknown"):
        filed("2023-07-10 09:00", "H94.01.01", "1.001193", event_tag="festval")


def test_accepting_is_not_paying() -> None:
    """A fee that nobody paid is not told as paid."""
    later = filed("2023-07-10 09:00", "H91.01", "1.004873", accept=False)
    words = attributes_of(decide(Accept(at=at("2023-07-10 10:00")), later, terms()).dossier)
    assert "fee_paid" not in words
