import pytest

from services.intake.domain.commands import RequestSupplement, Stop, Withdraw
from services.intake.domain.errors import RuleError
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Outcome, Status
from tests.unit.intake.desk import at, in_process, obligation, route


def test_a_request_changes_the_status_and_nothing_else() -> None:
    """The clock runs on until an officer decides."""
    case = in_process()
    due = case.dossier.due_at
    assert case.hear(Withdraw(at=at("2024-05-06 10:00"))) == ["WithdrawalRequested"]
    assert case.dossier.status is Status.WITHDRAWAL_REQUESTED
    assert case.dossier.due_at == due


def test_a_request_taken_back_returns_to_where_it_came_from() -> None:
    """5 -> 7 -> 5; the pause of the missing papers is never lost."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    case.hear(Withdraw(at=at("2024-05-06 10:00")))
    assert case.dossier.ledger.state is ClockState.PAUSED
    case.hear(Withdraw(at=at("2024-05-06 11:00"), step="taken_back"))
    assert case.dossier.status is Status.SUPPLEMENT_REQUESTED
    assert case.dossier.ledger.state is ClockState.PAUSED


def test_a_granted_request_ends_the_dossier_as_withdrawn() -> None:
    """7 -> 8 with the outcome withdrawn and a stopped clock."""
    case = in_process()
    case.hear(Withdraw(at=at("2024-05-06 10:00")))
    assert case.hear(Withdraw(at=at("2024-05-06 11:00"), step="granted")) == ["Withdrawn"]
    assert (case.dossier.status, case.dossier.outcome) == (Status.STOPPED, Outcome.WITHDRAWN)
    assert case.dossier.ledger.state is ClockState.STOPPED


def test_stopping_grants_a_requested_withdrawal() -> None:
    """An officer turns 7 into 8; without a request the outcome is stopped."""
    asked, not_asked = in_process(), in_process()
    asked.hear(Withdraw(at=at("2024-05-06 10:00")))
    assert asked.hear(Stop(at=at("2024-05-06 11:00"), reason="asked_for")) == ["Withdrawn"]
    assert not_asked.hear(Stop(at=at("2024-05-06 11:00"), reason="land_dispute")) == ["Stopped"]
    assert not_asked.dossier.outcome is Outcome.STOPPED


def test_nothing_can_be_granted_that_nobody_asked_for() -> None:
    """Granting and taking back need an open request."""
    with pytest.raises(RuleError, match="transition_not_allowed"):
        in_process().hear(Withdraw(at=at("2024-05-06 10:00"), step="granted"))


def test_a_finished_dossier_cannot_be_withdrawn() -> None:
    """No withdrawal at 9 or 10."""
    case = in_process()
    case.hear(route("2024-05-06 10:00", "route_completed"))
    with pytest.raises(RuleError, match="transition_not_allowed"):
        case.hear(Withdraw(at=at("2024-05-06 11:00")))


def test_an_amount_and_a_result_wait_for_the_officer() -> None:
    """What comes during a request is told once it is taken back, in order."""
    case = in_process()
    case.hear(Withdraw(at=at("2024-05-06 10:00")))
    case.hear(obligation("2024-05-06 11:00"))
    assert int(case.dossier.status) == Status.WITHDRAWAL_REQUESTED
    assert case.hear(Withdraw(at=at("2024-05-06 12:00"), step="taken_back"))[-1] == "PaymentRequested"
    assert case.dossier.status is Status.PAYMENT_REQUESTED
