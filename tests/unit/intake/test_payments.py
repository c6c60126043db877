import pytest

from services.intake.domain.commands import RequestSupplement, Stop, Withdraw
from services.intake.domain.dossier import Fate
from services.intake.domain.errors import RuleError
from services.kernel.status import Status
from tests.unit.intake.desk import at, in_process, obligation, payment, route


def test_an_obligation_asks_the_applicant_for_payment() -> None:
    """4 -> 6 with the official amount; the clock stands, and the event says so."""
    case = in_process()
    case.hear(route("2024-05-06 10:00", "leg_dispatched", paused=True, leg="tax"))
    assert case.hear(obligation("2024-05-07 10:00")) == ["PaymentRequested"]
    assert case.dossier.status is Status.PAYMENT_REQUESTED
    assert case.facts[-1].after.due_at is None


def test_payment_returns_the_dossier_to_process() -> None:
    """6 -> 4; the clock waits for routing to hand the dossier on."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    assert case.hear(payment("2024-05-08 10:00")) == ["PaymentReceived"]
    assert case.dossier.status is Status.IN_PROCESS
    assert case.dossier.due_at is None
    assert case.hear(route("2024-05-08 10:00", "leg_dispatched", leg="issue")) == ["ClockResumed"]
    assert case.facts[-1].after.due_at == case.dossier.due_at is not None


def test_a_payment_that_overtakes_its_notice_waits_for_it() -> None:
    """The proof is held, and applied as soon as the official amount is there."""
    case = in_process()
    assert case.hear(payment("2024-05-07 09:00")) == []
    assert case.fates == []
    assert case.hear(obligation("2024-05-07 10:00")) == ["PaymentRequested", "PaymentReceived"]
    assert case.facts[-1].caused_by == "pay-1"
    assert case.fates == [Fate("H90.30.01|pay-1")]
    assert case.dossier.status is Status.IN_PROCESS


def test_a_held_payment_of_another_amount_is_rejected_after_all() -> None:
    """An estimate is never the official amount; the dossier goes on waiting for payment."""
    case = in_process()
    case.hear(payment("2024-05-07 09:00", amount=1))
    assert case.hear(obligation("2024-05-07 10:00")) == ["PaymentRequested"]
    assert case.fates == [Fate("H90.30.01|pay-1", "payment_amount_mismatch")]
    assert case.dossier.status is Status.PAYMENT_REQUESTED


def test_a_held_payment_ends_with_the_dossier() -> None:
    """Nobody will ask for it any more, so its sender is told."""
    case = in_process()
    case.hear(payment("2024-05-07 09:00"))
    case.hear(Stop(at=at("2024-05-07 10:00"), reason="land_dispute"))
    assert case.fates == [Fate("H90.30.01|pay-1", "no_obligation")]


def test_a_repeated_payment_changes_nothing_while_held_and_after() -> None:
    """Deliveries repeat before and after the notice; the amount is counted once."""
    case = in_process()
    case.hear(payment("2024-05-07 09:00"))
    assert case.hear(payment("2024-05-07 09:00")) == []
    case.hear(obligation("2024-05-07 10:00"))
    before = case.dossier
    assert case.hear(payment("2024-05-07 09:00")) == []
    assert case.dossier is before


@pytest.mark.parametrize(
    ("amount", "reason"), [(4_999_999, "payment_amount_mismatch"), (5_000_001, "payment_amount_mismatch")]
)
def test_only_the_official_amount_settles_the_obligation(amount: int, reason: str) -> None:
    """Less or more is refused, and the dossier stays as it was."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    before = case.dossier
    with pytest.raises(RuleError, match=reason):
        case.hear(payment("2024-05-08 10:00", amount=amount))
    assert case.dossier is before


def test_a_second_payment_is_refused() -> None:
    """A proof with another id for a paid obligation is an error of its sender."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    case.hear(payment("2024-05-08 10:00"))
    with pytest.raises(RuleError, match="obligation_already_paid"):
        case.hear(payment("2024-05-08 11:00", report="H90.30.01|pay-2"))


def test_a_revised_notice_is_told_again() -> None:
    """A new official amount replaces the open one, and only it can be paid."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    assert case.hear(obligation("2024-05-07 11:00", amount=6_000_000)) == ["PaymentRequested"]
    with pytest.raises(RuleError, match="payment_amount_mismatch"):
        case.hear(payment("2024-05-08 10:00"))
    case.hear(payment("2024-05-08 10:00", amount=6_000_000))
    assert case.dossier.status is Status.IN_PROCESS


def test_a_notice_during_a_supplement_waits_until_the_papers_are_there() -> None:
    """5 has no way to 6; the amount is asked for when the dossier is back in process."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-07 09:00")))
    assert case.hear(obligation("2024-05-07 10:00")) == []
    assert case.dossier.status is Status.SUPPLEMENT_REQUESTED


def test_a_notice_that_lapses_asks_for_nothing_any_more() -> None:
    """6 -> 4, told once; the clock runs as soon as the next leg does, and a payment finds no obligation."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    assert case.hear(route("2024-05-07 11:00", "obligation_lapsed", leg="tax")) == ["ObligationLapsed", "ClockResumed"]
    assert (case.dossier.status, case.dossier.obligation) == (Status.IN_PROCESS, None)
    assert case.hear(route("2024-05-07 11:00", "obligation_lapsed", leg="tax")) == []


def test_a_lapse_under_a_withdrawal_request_returns_to_process_when_that_is_taken_back() -> None:
    """The request stays; what it came from no longer waits for money."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    case.hear(Withdraw(at=at("2024-05-07 11:00")))
    assert "ObligationLapsed" in case.hear(route("2024-05-07 12:00", "obligation_lapsed", leg="tax"))
    case.hear(Withdraw(at=at("2024-05-07 13:00"), step="taken_back"))
    assert case.dossier.status is Status.IN_PROCESS


@pytest.mark.parametrize("requested", [True, False])
def test_a_lapse_settles_what_was_paid_already(requested: bool) -> None:  # noqa: FBT001 a table
    """What was paid stays paid; a notice that was never asked for lapses in silence."""
    case = in_process()
    if requested:
        case.hear(obligation("2024-05-07 10:00"))
        case.hear(payment("2024-05-07 11:00"))
    else:
        case.hear(RequestSupplement(at=at("2024-05-07 09:00")))
        case.hear(obligation("2024-05-07 10:00"))
    assert "ObligationLapsed" not in case.hear(route("2024-05-07 12:00", "obligation_lapsed", leg="tax"))
    assert (case.dossier.obligation is None) is not requested


def test_a_correction_that_comes_after_the_payment_is_asked_for() -> None:
    """Routing has not let the old amount settle the leg either, so the dossier waits for the new one."""
    case = in_process()
    case.hear(obligation("2024-05-07 10:00"))
    case.hear(payment("2024-05-07 11:00"))
    assert case.hear(obligation("2024-05-07 12:00", amount=6_000_000)) == ["PaymentRequested"]
    again = payment("2024-05-07 13:00", amount=6_000_000, report="H90.30.01|pay-2")
    assert (case.hear(again), case.dossier.status) == (["PaymentReceived"], Status.IN_PROCESS)
