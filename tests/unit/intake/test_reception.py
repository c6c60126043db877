from dataclasses import replace

import pytest

from services.intake.domain.commands import Accept, Refuse, ReturnResult
from services.intake.domain.decide import decide
from services.intake.domain.errors import RuleError
from services.intake.domain.facts import Refused
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Outcome, Status
from tests.unit.intake.desk import at, filed


def test_a_filed_dossier_is_newly_filed_and_its_clock_stands() -> None:
    """Filing gives status 1; no clock runs before reception."""
    case = filed()
    assert case.dossier.status is Status.NEWLY_FILED
    assert case.dossier.ledger.state is ClockState.NOT_STARTED
    assert case.dossier.due_at is None


def test_acceptance_gives_appointment_receipt_and_a_running_clock() -> None:
    """Status 2 comes with the promised time and the receipt's number."""
    case = filed("2024-05-06 08:00")
    assert case.hear(Accept(at=at("2024-05-06 09:00"))) == ["Accepted"]
    assert case.dossier.status is Status.RECEIVED
    assert case.dossier.due_at == case.dossier.promised_at == at("2024-05-08 09:00")
    assert case.dossier.receipt_number == "BN-H90.01-240506-0001"
    assert case.facts[-1].after == replace(case.dossier, wake_at=None)


def test_filing_and_accepting_in_one_step_leaves_both_facts() -> None:
    """The desk may receive at once; both events are published, in order."""
    case = filed(accept=True)
    assert [type(each.fact).__name__ for each in case.facts] == ["Registered", "Accepted"]
    assert [int(each.after.status) for each in case.facts] == [1, 2]


def test_a_same_day_appointment_is_the_due_time_exactly() -> None:
    """The limit in whole minutes must not move a closing time by the seconds of the reception."""
    case = filed("2024-05-06 08:00")
    moment = at("2024-05-06 08:00").replace(second=30)
    case.rules.minutes = 0
    closing = at("2024-05-06 17:00")
    case.rules.appointment = lambda *_: closing  # type: ignore[method-assign]
    case.hear(Accept(at=moment))
    assert case.dossier.due_at == closing


def test_refusal_ends_a_dossier_that_was_never_received() -> None:
    """Status 3 keeps the reason in its event and has no reception time."""
    case = filed()
    case.hear(Refuse(at=at("2024-05-06 09:00"), reason="not_competent"))
    assert case.dossier.status is Status.REFUSED
    assert case.dossier.outcome is Outcome.REFUSED
    assert case.dossier.received_at is None
    assert case.facts[-1].fact == Refused("not_competent")


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.NEWLY_FILED])
def test_acceptance_is_refused_in_every_other_status(status: Status) -> None:
    """The error names the status and the command, so that a client can tell what to do."""
    case = filed()
    dossier = replace(case.dossier, status=status)
    with pytest.raises(RuleError) as caught:
        decide(Accept(at=at("2024-05-06 09:00")), dossier, case.rules)
    assert caught.value.reason == "transition_not_allowed"
    assert caught.value.fields == {"status": int(status), "command": "accept"}


def test_a_result_cannot_be_returned_before_it_is_there() -> None:
    """Status 10 follows 9 only."""
    case = filed()
    with pytest.raises(RuleError, match="transition_not_allowed"):
        case.hear(ReturnResult(at=at("2024-05-06 09:00")))


def test_business_time_never_runs_backwards_within_a_dossier() -> None:
    """A command that states an earlier time than the last step counts as of that step."""
    case = filed("2024-05-06 08:00")
    case.hear(Accept(at=at("2024-05-03 08:00")))
    assert case.dossier.received_at == at("2024-05-06 08:00")
